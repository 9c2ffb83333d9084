const hidden = '[hidden]';

/** Fields that hold credentials wherever they stand. */
const names = [
  'access[-_]?token',
  'authorization',
  'client[-_]?secret',
  'cookie',
  'id[-_]?token',
  'password',
  'private[-_]?key',
  'refresh[-_]?token',
  'secret',
  'token'
].join('|');

/** A text in JSON, with its quotes. */
const quoted = String.raw`"(?:[^"\\]|\\.)*"`;

/** Such fields in JSON, texts and lists; in JSON within a text; and credentials in running text: headers, tokens, addresses. */
const patterns: ReadonlyArray<readonly [RegExp, string]> = [
  [new RegExp(String.raw`("(?:${names})":)(?:${quoted}|\[(?:${quoted}|[^"\]])*\])`, 'gi'), `$1"${hidden}"`],
  [new RegExp(String.raw`(\\"(?:${names})\\"\s*:\s*\\")[^"\\]*`, 'gi'), `$1${hidden}`],
  [/\b(bearer\s+)[\w.~+/=-]{6,}/gi, `$1${hidden}`],
  [/\b(authorization\s*[:=]\s*basic\s+)[\w+/=]+/gi, `$1${hidden}`],
  [/\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g, hidden],
  [/(:\/\/)[^\s/@"'\\]+@/g, `$1${hidden}@`]
];

/** A line of JSON without the credentials that got into it, by whatever way. It stays JSON. */
export const withoutSecrets = (line: string): string =>
  patterns.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line);
