/** A sample of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const pattern = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;

const labelsOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value])
  );

/** `+Inf` and `-Inf` are numbers. */
const numberOf = (text: string): number => Number(text.replace('Inf', 'Infinity'));

/** The samples of a page. */
export const samplesOf = (text: string): ReadonlyArray<Sample> =>
  text.split('\n').flatMap(line => {
    const [, name, labels = '', value] = pattern.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    return [{ name, labels: labelsOf(labels), value: numberOf(value) }];
  });

/** `name{a="b"}` of a sample; just the name where there are no labels. */
export const seriesOf = ({ name, labels }: Sample): string => {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};
