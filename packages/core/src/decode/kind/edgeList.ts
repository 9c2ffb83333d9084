import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Caller, Edge, Evidence, Source } from '../../model/Edge.js';
import type { Json } from '../../model/Json.js';
import { within } from '../../model/Origin.js';
import type { Path } from '../../model/Origin.js';
import { boolean, list, numeric, optional, string, struct, unknown } from '../codec.js';
import { kept } from '../Decode.js';
import type { Decode } from '../Decode.js';
import type { Document } from '../Document.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { decodeItems } from '../items.js';
import type { Item } from '../items.js';
import { isObject } from '../readObject.js';
import { instantOf } from '../time.js';

const time = optional(string);
const evidence = struct({ source: string, firstSeen: time, lastSeen: time, count: optional(numeric) });
const edge = struct({
  from: unknown,
  to: string,
  port: optional(numeric),
  protocol: optional(string),
  evidence: list(evidence)
});
const source = struct({
  name: string,
  direct: optional(boolean),
  windows: list(struct({ from: string, to: time }))
});

const instant = (text: string | undefined) => (text === undefined ? undefined : instantOf(text));

const toEvidence = (each: typeof evidence._A): Evidence => ({
  source: each.source,
  firstSeen: instant(each.firstSeen),
  lastSeen: instant(each.lastSeen),
  count: each.count
});

/** A window whose start cannot be read is dropped: it would claim a time in which nobody watched. */
const toSource = (each: typeof source._A): Source => ({
  name: each.name,
  direct: each.direct ?? false,
  windows: each.windows.flatMap(window => {
    const from = instant(window.from);
    const to = instant(window.to);
    return from === undefined || (window.to !== undefined && to === undefined) ? [] : [{ from, to }];
  })
});

/** `namespace/name`, or `{namespace, labels}`. */
const toCaller = (from: Json): Caller | undefined => {
  if (typeof from === 'string') {
    const [namespace, name, ...rest] = from.split('/');
    const complete =
      namespace !== undefined && namespace !== '' && name !== undefined && name !== '' && rest.length === 0;
    return complete ? { _tag: 'Named', namespace, name } : undefined;
  }
  if (!isObject(from) || typeof from['namespace'] !== 'string' || !isObject(from['labels'])) return undefined;
  const pairs = Object.entries(from['labels']).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string'
  );
  return pairs.length === 0
    ? undefined
    : { _tag: 'Labelled', namespace: from['namespace'], labels: Object.fromEntries(pairs) };
};

const toEdge = (document: Document, { index, value: each }: Item<typeof edge._A>): Edge | Diagnostic => {
  const path = ['edges', index];
  const from = toCaller(each.from as Json);
  if (from === undefined) {
    const error = {
      path: [...path, 'from'],
      expected: '"namespace/name" or {namespace, labels}',
      found: kindOf(each.from)
    };
    return fieldInvalid(document, error, 'The entry is left out.');
  }
  return {
    from,
    to: each.to,
    port: each.port,
    protocol: each.protocol,
    evidence: each.evidence.map(toEvidence),
    origin: within(document.origin, path)
  };
};

const badTime = (document: Document, path: Path, text: string | undefined): ReadonlyArray<Diagnostic> =>
  text === undefined || instantOf(text) !== undefined
    ? []
    : [
        fieldInvalid(
          document,
          { path, expected: 'an RFC 3339 time', found: kindOf(text) },
          'The time is left out.'
        )
      ];

const evidenceFields = ['source', 'firstSeen', 'lastSeen', 'count'];

/** What an edge's evidence says that cannot be read: it would weigh nothing, in silence. */
const checkEdge =
  (document: Document) =>
  ({ index, value }: Item<typeof edge._A>): ReadonlyArray<Diagnostic> =>
    value.evidence.flatMap((one, at) => {
      const path = ['edges', index, 'evidence', at];
      return [
        ...badTime(document, [...path, 'firstSeen'], one.firstSeen),
        ...badTime(document, [...path, 'lastSeen'], one.lastSeen),
        ...unknownFields(document, path, one, evidenceFields)
      ];
    });

const checkSource =
  (document: Document) =>
  ({ index, value }: Item<typeof source._A>): ReadonlyArray<Diagnostic> =>
    value.windows.flatMap((window, at) => {
      const path = ['sources', index, 'windows', at];
      return [
        ...badTime(document, [...path, 'from'], window.from),
        ...badTime(document, [...path, 'to'], window.to)
      ];
    });

const isEdge = (each: Edge | Diagnostic): each is Edge => 'from' in each;

const edgeItem = { codec: edge, known: ['from', 'to', 'port', 'protocol', 'evidence'] };
const sourceItem = { codec: source, known: ['name', 'direct', 'windows'] };
const known = ['apiVersion', 'kind', 'metadata', 'edges', 'sources'];

/** An EdgeList: observed calls in a file that people review. One bad entry costs itself only. */
export const edgeList: Decode = document => {
  const edges = decodeItems(document, ['edges'], document.object['edges'], edgeItem);
  const sources = decodeItems(document, ['sources'], document.object['sources'], sourceItem);
  const made = edges.value.map(each => toEdge(document, each));
  const value = { edges: made.filter(isEdge), sources: sources.value.map(each => toSource(each.value)) };
  return kept(
    [{ field: 'edges', value }],
    [
      ...edges.diagnostics,
      ...sources.diagnostics,
      ...made.filter((each): each is Diagnostic => !isEdge(each)),
      ...edges.value.flatMap(checkEdge(document)),
      ...sources.value.flatMap(checkSource(document)),
      ...unknownFields(document, [], document.object, known)
    ]
  );
};
