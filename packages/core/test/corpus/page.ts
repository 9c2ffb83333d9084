import type { Difference } from './differences.js';

/** A recorded run with what differs in it; no differences is a match. */
export interface Compared {
  readonly name: string;
  readonly differences: ReadonlyArray<Difference>;
}

/** Why meshfence's result is the right one, for each run that differs. */
export type Reasons = Readonly<Record<string, string>>;

const marked = (mark: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map(line => `${mark} ${line}`);

const lines = ({ when, what, original, meshfence }: Difference): ReadonlyArray<string> => [
  `# ${what}, ${when}`,
  ...marked('-', original),
  ...marked('+', meshfence)
];

const section =
  (reasons: Reasons) =>
  ({ name, differences }: Compared): string =>
    [
      `## ${name}\n`,
      `${reasons[name] ?? 'No reason is given.'}\n`,
      '```diff',
      ...differences.flatMap(lines),
      '```\n'
    ].join('\n');

const introduction = (all: ReadonlyArray<Compared>, differing: ReadonlyArray<Compared>): string =>
  `# What meshfence does differently

The [corpus](../corpus) holds ${all.length} recorded runs of the original lazyload controller. Replayed through the compiler,
${all.length - differing.length} of them come out the same (the order of egress hosts aside), and ${differing.length} differ on purpose. Here is every
difference: lines with \`-\` are the original's, lines with \`+\` are meshfence's, and what both have is left out.

This page is made from the corpus by \`UPDATE_DOCS=1 npx vitest run packages/core/test/corpus\`; its reasons are in
\`packages/core/test/corpus/reasons.yaml\`.
`;

/** The page that tells all differences with their reasons. */
export const printPage = (all: ReadonlyArray<Compared>, reasons: Reasons): string => {
  const differing = all.filter(({ differences }) => differences.length > 0);
  return [introduction(all, differing), ...differing.map(section(reasons))].join('\n');
};
