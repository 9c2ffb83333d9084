import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** The folders of `src`, in the order in which its README lists them. */
const listed = [...readFileSync(join(src, 'README.md'), 'utf8').matchAll(/^\| `(\w+)\/`/gm)].map(
  ([, folder = '']) => folder
);

const folders = readdirSync(src, { withFileTypes: true })
  .filter(each => each.isDirectory())
  .map(({ name }) => name);

const filesOf = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => join(src, folder, file));

/** The folders that a file imports from, its own left out; files beside the folders are nobody's. */
const importedBy = (file: string): ReadonlyArray<string> =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map(([, path = '']) => relative(src, join(dirname(file), path)).split('/'))
    .flatMap(([folder = '', ...rest]) => (rest.length === 0 ? [] : [folder]));

test('the README lists each folder once', () => {
  expect(listed.toSorted()).toEqual(folders.toSorted());
});

test('what lies beside the folders needs none of them, but for the index', () => {
  const beside = readdirSync(src).filter(name => name.endsWith('.ts') && name !== 'index.ts');
  expect(beside.flatMap(name => importedBy(join(src, name)))).toEqual([]);
});

test.each(listed.map((folder, at) => ({ folder, below: listed.slice(0, at) })))(
  '$folder imports from folders that are listed above it alone',
  ({ below, folder }) => {
    const known = new Set([...below, folder]);
    const strange = filesOf(folder).flatMap(file =>
      importedBy(file)
        .filter(each => !known.has(each))
        .map(each => `${relative(src, file)} imports from ${each}`)
    );
    expect(strange).toEqual([]);
  }
);
