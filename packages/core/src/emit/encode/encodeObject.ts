import type { JsonObject } from '../../model/Json.js';
import type { Meta, OwnerReference } from '../../model/Meta.js';
import * as Fields from './Fields.js';

const encodeOwner = ({ apiVersion, kind, name, uid }: OwnerReference): JsonObject => ({
  apiVersion,
  kind,
  name,
  uid
});

const encodeMeta = (meta: Meta): JsonObject =>
  Fields.filled({
    annotations: meta.annotations,
    labels: meta.labels,
    name: meta.name,
    namespace: meta.namespace === '' ? undefined : meta.namespace,
    ownerReferences: meta.ownerReferences.map(encodeOwner),
    uid: meta.uid
  });

/** A Kubernetes object of the kind, with the parts that follow its metadata; all keys in order. */
export const encodeObject = (
  apiVersion: string,
  kind: string,
  meta: Meta,
  parts: Fields.Fields
): JsonObject =>
  Fields.orderedObject({ apiVersion, kind, metadata: encodeMeta(meta), ...Fields.defined(parts) });
