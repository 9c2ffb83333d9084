import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Source } from '../../model/Edge.js';
import { boolean, list, optional, string, struct } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeItems } from '../items.js';
import type { Item } from '../items.js';
import { instantOf } from '../time.js';
import { badTime } from './badTime.js';

const source = struct({
  name: string,
  direct: optional(boolean),
  windows: list(struct({ from: string, to: optional(string) }))
});
const known = ['name', 'direct', 'windows'];

type Entry = Item<typeof source._A>;

/** A window whose start cannot be read is dropped: it would claim a time in which nobody watched. */
const toSource = ({ value }: Entry): Source => ({
  name: value.name,
  direct: value.direct ?? false,
  windows: value.windows.flatMap(window => {
    const from = instantOf(window.from);
    const to = instantOf(window.to);
    return from === undefined || (window.to !== undefined && to === undefined) ? [] : [{ from, to }];
  })
});

const check =
  (document: Document) =>
  ({ index, value }: Entry): ReadonlyArray<Diagnostic> =>
    value.windows.flatMap((window, at) => {
      const path = ['sources', index, 'windows', at];
      return [
        ...badTime(document, [...path, 'from'], window.from),
        ...badTime(document, [...path, 'to'], window.to)
      ];
    });

/** Who observed the calls of an EdgeList, and when. */
export const sourcesOf = (document: Document): Diagnosed<ReadonlyArray<Source>> => {
  const entries = decodeItems(document, ['sources'], document.object['sources'], { codec: source, known });
  return {
    value: entries.value.map(toSource),
    diagnostics: [...entries.diagnostics, ...entries.value.flatMap(check(document))]
  };
};
