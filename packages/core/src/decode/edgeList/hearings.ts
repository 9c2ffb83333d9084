import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Hearing, Unlearned } from '../../model/Hearing.js';
import type { Json } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import { list, numeric, optional, string, struct, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { unknownFields } from '../field.js';
import { decodeItems } from '../items.js';
import type { Item } from '../items.js';
import { instantOf } from '../time.js';
import { badTime } from './badTime.js';
import { noCaller, toCaller } from './caller.js';

const unlearned = struct({ why: string, to: optional(string), count: numeric, lastSeen: string });
const hearing = struct({ source: string, from: unknown, lastHeard: string, unlearned: list(unlearned) });
const known = ['source', 'from', 'lastHeard', 'unlearned'];
const knownOfUnlearned = ['why', 'to', 'count', 'lastSeen'];

type Entry = Item<typeof hearing._A>;

const costly = (document: Document, path: Path, text: string): ReadonlyArray<Diagnostic> =>
  badTime(document, path, text, 'The entry is left out.');

const toUnlearned = (each: typeof unlearned._A): ReadonlyArray<Unlearned> => {
  const lastSeen = instantOf(each.lastSeen);
  return lastSeen === undefined ? [] : [{ why: each.why, to: each.to, count: each.count, lastSeen }];
};

const toHearing = ({ value }: Entry): ReadonlyArray<Hearing> => {
  const caller = toCaller(value.from as Json);
  const lastHeard = instantOf(value.lastHeard);
  return caller === undefined || lastHeard === undefined
    ? []
    : [{ source: value.source, caller, lastHeard, unlearned: value.unlearned.flatMap(toUnlearned) }];
};

const check =
  (document: Document) =>
  ({ index, value }: Entry): ReadonlyArray<Diagnostic> => {
    const path = ['hearings', index];
    const from = [...path, 'from'];
    return [
      ...(toCaller(value.from as Json) === undefined ? [noCaller(document, from, value.from)] : []),
      ...costly(document, [...path, 'lastHeard'], value.lastHeard),
      ...value.unlearned.flatMap((one, at) => [
        ...costly(document, [...path, 'unlearned', at, 'lastSeen'], one.lastSeen),
        ...unknownFields(document, [...path, 'unlearned', at], one, knownOfUnlearned)
      ])
    ];
  };

/** What the sources of an EdgeList have heard of workloads. */
export const hearingsOf = (document: Document): Diagnosed<ReadonlyArray<Hearing>> => {
  const entries = decodeItems(document, ['hearings'], document.object['hearings'], { codec: hearing, known });
  return {
    value: entries.value.flatMap(toHearing),
    diagnostics: [...entries.diagnostics, ...entries.value.flatMap(check(document))]
  };
};
