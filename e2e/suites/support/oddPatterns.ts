/**
 * What becomes of an expression: it is refused, it is taken, or it is taken and matches this.
 *
 * Taken ones stand in the order of the list, so that each authority must match no expression before its own.
 */
export interface OddPattern {
  readonly pattern: string;
  readonly fate: 'refused' | 'taken' | { readonly authority: string };
}

const { raw } = String;

const refused = (pattern: string): OddPattern => ({ pattern, fate: 'refused' });
const taken = (pattern: string): OddPattern => ({ pattern, fate: 'taken' });
const matching = (pattern: string, authority: string): OddPattern => ({ pattern, fate: { authority } });

/** Expressions in which RE2, Go and JavaScript differ, or that are just too much. */
export const oddPatterns: ReadonlyArray<OddPattern> = [
  refused('('),
  refused(')'),
  refused('a)(b'),
  refused('['),
  refused('[]'),
  refused('[^]'),
  refused('[b-a]'),
  refused('*'),
  refused('a**'),
  refused('a{2,1}'),
  refused(raw`a\d{1001}`),
  refused('(?:(?:(?:a{100}){100}){100})'),
  refused('(?=a)b'),
  refused('(?!a)b'),
  refused('(?<=a)b'),
  refused(raw`(a)\1`),
  refused(raw`a\C`),
  refused(raw`\u0061`),
  refused(raw`\u{61}`),
  refused(raw`a\cJ`),
  refused(raw`\p{Letter}`),
  refused(raw`\p{Script=Greek}`),
  refused(raw`\p{Emoji}`),
  refused('(?<ü>x)'),
  refused(raw`\x{D800}`),
  refused(raw`\400`),
  refused('\ud800'),
  refused('[a-z]{1000}'.repeat(33)),
  refused(raw`a\Z`),
  refused(raw`a\e`),
  refused(raw`a\8`),
  refused('a\\'),
  refused('(?P<a>x)(?P<a>y)'),
  refused('(?<a>x)(?<a>y)'),
  refused(raw`\k<a>`),
  refused(raw`\p{Nonsense}`),
  refused('(?x)a'),
  refused('(?>a)'),
  refused('a++'),
  refused(raw`\Qopen.org`),
  matching(raw`slash\/es|slashes\.org`, 'slashes.org'),
  matching('(?<n>named)[.]org', 'named.org:80'),
  matching('(?P<n>python)[.]org', 'python.org'),
  matching(raw`n\pN+[.]org`, 'n12.org'),
  matching(raw`l\p{L}+[.]greek`, 'labc.greek'),
  matching('(?i)upper[.]ORG', 'UPPER.org:8080'),
  matching('(?s:dot.all)', 'dot-all'),
  matching(raw`\Qquoted.org\E`, 'quoted.org'),
  matching(raw`ended\z`, 'ended'),
  matching(raw`\Abegun`, 'begun:80'),
  matching(raw`\bword\b`, 'word'),
  matching(raw`hex\x2dorg`, 'hex-org'),
  matching(raw`hex\x{2e}org`, 'hex.org'),
  matching(raw`oct\055org`, 'oct-org'),
  matching('[[:alpha:]]{3}[.]posix', 'abc.posix'),
  matching('^both$|^ends$', 'both:80'),
  matching('(?U)lazy.*[.]org', 'lazy-x.org'),
  matching(`long${'(?:a|b)'.repeat(300)}`, `long${'ab'.repeat(150)}`),
  matching(raw`\d{1000}`, '1'.repeat(1000)),
  taken('ünïcode[.]org'),
  taken('[☃-☺]'),
  taken('\u{1f600}'),
  taken('new\nline'),
  taken('tab\tbed'),
  taken('"quoted" \'twice\''),
  taken('%REQ(:AUTHORITY)%')
];
