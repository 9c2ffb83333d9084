import { readFileSync } from 'node:fs';

/** docs/metrics.md as text. */
export const page = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');

/** A line of its tables. */
export interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: ReadonlyArray<string>;
  readonly meaning: string;
}

const words = (cell: string): ReadonlyArray<string> =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** The metrics that the page's tables tell of. */
export const rows: ReadonlyArray<Row> = page
  .split('\n')
  .filter(line => line.startsWith('| `meshfence_'))
  .map(line => {
    const [, name = '', type = '', labels = '', meaning = ''] = line.split('|').map(cell => cell.trim());
    return { name: words(name)[0] ?? '', type, labels: words(labels), meaning };
  });

/** The fenced blocks of a language, in order. */
export const blocks = (language: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
