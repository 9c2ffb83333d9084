import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Edge, Evidence } from '../../model/Edge.js';
import type { Json } from '../../model/Json.js';
import { within } from '../../model/Origin.js';
import { list, numeric, optional, string, struct, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { unknownFields } from '../field.js';
import { decodeItems } from '../items.js';
import type { Item } from '../items.js';
import { instantOf } from '../time.js';
import { badTime } from './badTime.js';
import { noCaller, toCaller } from './caller.js';

const time = optional(string);
const evidence = struct({ source: string, firstSeen: time, lastSeen: time, count: optional(numeric) });
const edge = struct({
  from: unknown,
  to: string,
  port: optional(numeric),
  protocol: optional(string),
  evidence: list(evidence)
});
const known = ['from', 'to', 'port', 'protocol', 'evidence'];
const knownOfEvidence = ['source', 'firstSeen', 'lastSeen', 'count'];

type Entry = Item<typeof edge._A>;

const toEvidence = (each: typeof evidence._A): Evidence => ({
  source: each.source,
  firstSeen: instantOf(each.firstSeen),
  lastSeen: instantOf(each.lastSeen),
  count: each.count
});

const toEdge = (document: Document, { index, value: each }: Entry): Edge | Diagnostic => {
  const path = ['edges', index];
  const from = toCaller(each.from as Json);
  if (from === undefined) return noCaller(document, [...path, 'from'], each.from);
  return {
    from,
    to: each.to,
    port: each.port,
    protocol: each.protocol,
    evidence: each.evidence.map(toEvidence),
    origin: within(document.origin, path)
  };
};

/** What an edge's evidence says that cannot be read: it would weigh nothing, in silence. */
const check =
  (document: Document) =>
  ({ index, value }: Entry): ReadonlyArray<Diagnostic> =>
    value.evidence.flatMap((one, at) => {
      const path = ['edges', index, 'evidence', at];
      return [
        ...badTime(document, [...path, 'firstSeen'], one.firstSeen),
        ...badTime(document, [...path, 'lastSeen'], one.lastSeen),
        ...unknownFields(document, path, one, knownOfEvidence)
      ];
    });

const isEdge = (each: Edge | Diagnostic): each is Edge => 'from' in each;

/** The observed calls of an EdgeList. */
export const edgesOf = (document: Document): Diagnosed<ReadonlyArray<Edge>> => {
  const entries = decodeItems(document, ['edges'], document.object['edges'], { codec: edge, known });
  const made = entries.value.map(each => toEdge(document, each));
  const unmade = made.filter((each): each is Diagnostic => !isEdge(each));
  return {
    value: made.filter(isEdge),
    diagnostics: [...entries.diagnostics, ...unmade, ...entries.value.flatMap(check(document))]
  };
};
