import * as E from 'fp-ts/lib/Either.js';
import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { sequence } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { boolean, defaulted, labels, list, mapping, optional, string, struct, unknown } from '../codec.js';
import { kept, leftOut } from '../Decode.js';
import type { Decode } from '../Decode.js';
import type { Document } from '../Document.js';
import { decodeWith, unknownFields } from '../field.js';
import { isObject } from '../readObject.js';
import { fenceStatus } from './fenceStatus.js';
import { strategy } from './strategy.js';

const spec = struct({
  enable: optional(boolean),
  host: mapping(unknown),
  namespaceSelector: list(string),
  labelSelector: list(struct({ selector: labels })),
  workloadSelector: defaulted(struct({ labels, fromService: optional(boolean) }), {
    labels: {},
    fromService: undefined
  })
});

const emptySpec = { enable: undefined, host: {}, namespaceSelector: [], labelSelector: [] } as const;
const codec = struct({
  spec: defaulted(spec, { ...emptySpec, workloadSelector: { labels: {}, fromService: undefined } })
});

const known = ['enable', 'host', 'namespaceSelector', 'labelSelector', 'workloadSelector'];
const workloadFields = ['labels', 'fromService'];

/** Fields that do not exist: what stands in them was meant, and has no effect. */
const strangeFields = (document: Document): ReadonlyArray<Diagnostic> => {
  const object = objectOf(document.object['spec']);
  const selectors = object['labelSelector'];
  return [
    ...unknownFields(document, ['spec'], object, known),
    ...unknownFields(
      document,
      ['spec', 'workloadSelector'],
      objectOf(object['workloadSelector']),
      workloadFields
    ),
    ...(Array.isArray(selectors) ? selectors : []).flatMap((each: Json, index) =>
      unknownFields(document, ['spec', 'labelSelector', index], objectOf(each), ['selector'])
    )
  ];
};

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** A ServiceFence. */
export const serviceFence: Decode = document => {
  const decoded = decodeWith(codec)(document);
  if (E.isLeft(decoded)) return leftOut(decoded.left);
  const { enable, host, namespaceSelector, labelSelector, workloadSelector } = decoded.right.spec;
  const hosts = sequence(
    Object.entries(host).map(([name, value]) => {
      const read = strategy(document, name, value as Json);
      return { value: [name, read.value] as const, diagnostics: read.diagnostics };
    })
  );
  const status = fenceStatus(document, objectOf(document.object['status']));
  const silent =
    enable === undefined
      ? [report('fence-not-enabled', {}, [inObject(document.kind, document, ['spec'])])]
      : [];
  const value = {
    meta: document.meta,
    enable: enable ?? false,
    hosts: Object.fromEntries(hosts.value),
    namespaceSelector,
    labelSelector: labelSelector.map(({ selector }) => selector),
    workloadSelector: { labels: workloadSelector.labels, fromService: workloadSelector.fromService ?? false },
    status: status.value
  };
  return kept(
    [{ field: 'fences', value }],
    [...hosts.diagnostics, ...status.diagnostics, ...silent, ...strangeFields(document)]
  );
};
