import { load } from 'js-yaml';
import type { JsonObject } from '../../src/index.js';

/** An object as the tutorial shows it: a `fragment` shows only some fields of its spec. */
export interface ExpectedObject {
  readonly object: JsonObject;
  readonly text: string;
  readonly fragment: boolean;
}

/** The objects of an `expected.yaml`, which keeps the tutorial's own text. */
export const readExpected = (text: string): ReadonlyArray<ExpectedObject> =>
  text
    .split(/^---\n/m)
    .filter(document => document.trim() !== '')
    .map(document => ({
      object: load(document) as JsonObject,
      text: document,
      fragment: document.startsWith('# fragment\n')
    }));

const withoutComments = (text: string): string =>
  text
    .split('\n')
    .map(line => line.replace(/ #.*$/, '').trimEnd())
    .join('\n');

/** The text of `spec` and of `status` as the tutorial prints them, its remarks left out. */
export const blocksOf = ({ text }: ExpectedObject): ReadonlyArray<readonly [key: string, text: string]> =>
  ['spec', 'status'].flatMap(key => {
    const block = new RegExp(`^${key}:.*\\n(?: .*\\n)*`, 'm').exec(text);
    return block === null ? [] : [[key, withoutComments(block[0])] as const];
  });
