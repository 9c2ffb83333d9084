import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { removableKinds } from '../core.js';
import type { JsonObject } from '../core.js';

/** Which kinds of objects are wanted, in lower case; all of them where nothing is said. */
export interface KindOptions {
  readonly only: ReadonlyArray<string>;
  readonly except: ReadonlyArray<string>;
}

/** Every kind that is ever given, as it is written on a command line. */
const kinds: ReadonlyArray<string> = [...removableKinds, 'CustomResourceDefinition', 'Namespace', 'SlimeBoot']
  .map(kind => kind.toLowerCase())
  .toSorted();

/** One more kind, however it is written. */
const kind = (text: string, previous: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (!kinds.includes(text.toLowerCase()))
    throw new InvalidArgumentError(`Allowed choices are ${kinds.join(', ')}.`);
  return [...previous, text.toLowerCase()];
};

const option = (flags: string, description: string): Option =>
  new Option(flags, description).choices(kinds).argParser(kind).default([]);

/** The options that choose among the objects by their kinds. */
export const addKindOptions = (command: Command): Command =>
  command
    .addOption(option('--only <KIND>', 'give objects of this kind only; may be repeated'))
    .addOption(option('--except <KIND>', 'give no objects of this kind; may be repeated'));

/** The objects that are wanted. */
export const ofKinds = (
  objects: ReadonlyArray<JsonObject>,
  { except, only }: KindOptions
): ReadonlyArray<JsonObject> =>
  objects.filter(({ kind: named }) => {
    const name = typeof named === 'string' ? named.toLowerCase() : '';
    return (only.length === 0 || only.includes(name)) && !except.includes(name);
  });
