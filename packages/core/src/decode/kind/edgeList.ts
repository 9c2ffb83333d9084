import * as E from 'fp-ts/lib/Either.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Caller, Edge, Evidence, Source } from '../../model/Edge.js';
import type { Json } from '../../model/Json.js';
import { within } from '../../model/Origin.js';
import { boolean, list, numeric, optional, string, struct, unknown } from '../codec.js';
import { kept, leftOut } from '../Decode.js';
import type { Decode } from '../Decode.js';
import type { Document } from '../Document.js';
import { decodeWith, fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
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
const codec = struct({ edges: list(edge), sources: list(source) });

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

const toEdge = (document: Document, each: typeof edge._A, index: number): Edge | Diagnostic => {
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

/** Times that cannot be read: they would weigh nothing, in silence. */
const badTimes = (document: Document, { edges, sources }: typeof codec._A): ReadonlyArray<Diagnostic> => {
  const times = [
    ...edges.flatMap((each, index) =>
      each.evidence.flatMap((one, at) => [
        { text: one.firstSeen, path: ['edges', index, 'evidence', at, 'firstSeen'] },
        { text: one.lastSeen, path: ['edges', index, 'evidence', at, 'lastSeen'] }
      ])
    ),
    ...sources.flatMap((each, index) =>
      each.windows.flatMap((window, at) => [
        { text: window.from, path: ['sources', index, 'windows', at, 'from'] },
        { text: window.to, path: ['sources', index, 'windows', at, 'to'] }
      ])
    )
  ];
  return times.flatMap(({ text, path }) =>
    text === undefined || instantOf(text) !== undefined
      ? []
      : [
          fieldInvalid(
            document,
            { path, expected: 'an RFC 3339 time', found: kindOf(text) },
            'The entry is left out.'
          )
        ]
  );
};

const isEdge = (each: Edge | Diagnostic): each is Edge => 'from' in each;

/** An EdgeList: observed calls in a file that people review. */
export const edgeList: Decode = document => {
  const decoded = decodeWith(codec)(document);
  if (E.isLeft(decoded)) return leftOut(decoded.left);
  const edges = decoded.right.edges.map((each, index) => toEdge(document, each, index));
  const strange = unknownFields(document, [], document.object, [
    'apiVersion',
    'kind',
    'metadata',
    'edges',
    'sources'
  ]);
  const value = { edges: edges.filter(isEdge), sources: decoded.right.sources.map(toSource) };
  const bad = edges.filter((each): each is Diagnostic => !isEdge(each));
  return kept([{ field: 'edges', value }], [...bad, ...badTimes(document, decoded.right), ...strange]);
};
