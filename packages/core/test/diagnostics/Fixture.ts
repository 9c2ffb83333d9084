import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * An input with one finding in it.
 *
 * The file begins with its expectations, which are no part of the text: `# expect: MESSAGE`, and where needed
 * `# now: TIME` and `# repeat: COUNT LINE` (so many of these lines follow the text). In the rest `┆` stands before
 * every place that the finding points at, in the order of its places, and `␀` for a NUL.
 */
export interface Fixture {
  readonly code: string;
  readonly name: string;
  readonly text: string;
  readonly message: string;
  readonly now: string | undefined;
  readonly places: ReadonlyArray<Position>;
}

const header = /^# (expect|now|repeat): (.*)\n/;

interface Opened {
  readonly settings: ReadonlyMap<string, string>;
  readonly body: string;
}

const opened = (content: string): Opened => {
  const settings = new Map<string, string>();
  let body = content;
  for (let found = header.exec(body); found !== null; found = header.exec(body)) {
    settings.set(found[1] ?? '', found[2] ?? '');
    body = body.slice(found[0].length);
  }
  return { settings, body };
};

const positionAfter = (before: string): Position => {
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
};

const placesOf = (body: string): ReadonlyArray<Position> => {
  const parts = body.split('┆');
  return parts.slice(1).map((_, index) => positionAfter(parts.slice(0, index + 1).join('')));
};

const repeated = (setting: string | undefined): string => {
  const [, count = '0', line = ''] = /^(\d+) (.*)$/.exec(setting ?? '') ?? [];
  return `${line}\n`.repeat(Number(count));
};

const readFixture = (folder: string, code: string, file: string): Fixture => {
  const { settings, body } = opened(readFileSync(join(folder, code, file), 'utf8'));
  const text = body.replaceAll('┆', '').replaceAll('␀', '\0') + repeated(settings.get('repeat'));
  return {
    code,
    name: file.replace(/\.[a-z]+$/, ''),
    text,
    message: settings.get('expect') ?? '',
    now: settings.get('now'),
    places: placesOf(body)
  };
};

/** The fixtures of a folder that has one folder for each code. */
export const fixtures = (folder: string): ReadonlyArray<Fixture> =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: code }) => readdirSync(join(folder, code)).map(file => readFixture(folder, code, file)))
    .sort((a, b) => (`${a.code}/${a.name}` < `${b.code}/${b.name}` ? -1 : 1));
