import * as E from 'fp-ts/lib/Either.js';
import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { sequence } from '../../Diagnosed.js';
import type { Json } from '../../model/Json.js';
import { boolean, defaulted, labels, list, mapping, optional, string, struct, unknown } from '../codec.js';
import { kept, leftOut } from '../Decode.js';
import type { Decode } from '../Decode.js';
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
  const raw = document.object['spec'];
  const status = fenceStatus(document, isObject(document.object['status']) ? document.object['status'] : {});
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
  const strange = unknownFields(document, ['spec'], isObject(raw) ? raw : {}, known);
  return kept(
    [{ field: 'fences', value }],
    [...hosts.diagnostics, ...status.diagnostics, ...silent, ...strange]
  );
};
