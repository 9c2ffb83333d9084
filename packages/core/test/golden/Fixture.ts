import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SourceText } from '../../src/index.js';

/** A folder of manifests. Its golden output lies elsewhere, so that the folder can be compiled as it is. */
export interface Fixture {
  readonly folder: string;
  readonly inputs: ReadonlyArray<SourceText>;
  readonly now: string;
}

const isManifest = (name: string): boolean => /\.(yaml|yml|json)$/.test(name);

const manifestsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return manifestsIn(path);
      return isManifest(entry.name) ? [path] : [];
    })
    .sort();

const textOr = (path: string, otherwise: string): string =>
  existsSync(path) ? readFileSync(path, 'utf8').trim() : otherwise;

/** The folders that `inputs.txt` names beside the fixture's own, one to a line. */
const included = (folder: string): ReadonlyArray<string> =>
  textOr(join(folder, 'inputs.txt'), '')
    .split('\n')
    .filter(line => line !== '')
    .map(line => join(folder, line));

/** Reads a fixture; files are named from `root`, so that diagnostics say the same on every machine. */
export const readFixture = (root: string, folder: string): Fixture => ({
  folder,
  inputs: [...included(folder), folder].flatMap(manifestsIn).map(path => ({
    file: relative(root, path).replaceAll('\\', '/'),
    text: readFileSync(path, 'utf8')
  })),
  now: textOr(join(folder, 'now.txt'), '2026-03-08T00:00:00Z')
});

const isFixture = (folder: string): boolean => readdirSync(folder).some(isManifest);

const foldersIn = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry => [join(root, entry.name), ...foldersIn(join(root, entry.name))])
    .sort();

/** The folders below `root` that hold manifests of their own, named from there. */
export const fixturesIn = (root: string): ReadonlyArray<string> =>
  foldersIn(root)
    .filter(isFixture)
    .map(folder => relative(root, folder).replaceAll('\\', '/'));
