import { createHash } from 'node:crypto';
import { exit, failure } from '../../exit.js';

/** The file in an output folder that says which of its files are ours. */
export const manifestName = '.meshfence.json';

/** The files that we wrote into a folder, each with the hash of what we wrote. */
export type Manifest = ReadonlyMap<string, string>;

export const hash = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** The manifest as text, sorted, so that it is quiet under version control. */
export const printManifest = (manifest: Manifest): string => {
  const entries = [...manifest].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${JSON.stringify({ version: 1, files: Object.fromEntries(entries) }, null, 2)}\n`;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the name stays in the folder: a manifest must never lead us to files elsewhere. */
const isPlain = (name: string): boolean =>
  !/[/\\\0]/.test(name) && name !== '.' && name !== '..' && name !== '';

const isOurs = (entry: [string, unknown]): entry is [string, string] =>
  isPlain(entry[0]) && typeof entry[1] === 'string';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The manifest that the text holds. A damaged one ends the run: without it, ours and others' cannot be told apart. */
export const parseManifest = (path: string, text: string): Manifest => {
  const value = parseJson(text);
  const files =
    isRecord(value) && value['version'] === 1 && isRecord(value['files']) ? value['files'] : undefined;
  const entries = files === undefined ? undefined : Object.entries(files);
  if (entries === undefined || !entries.every(isOurs)) {
    throw failure(
      exit.findings,
      `${path} is damaged: it does not list files and their hashes.`,
      'Restore it, or delete it; without it, every file in the folder counts as yours.'
    );
  }
  return new Map(entries);
};
