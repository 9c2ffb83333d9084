import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Json, JsonObject } from '../model/Json.js';
import type { Labels } from '../model/Labels.js';
import type { Meta } from '../model/Meta.js';
import type { Origin } from '../model/Origin.js';
import { labels, list, optional, string, struct } from './codec.js';
import type { Document } from './Document.js';
import { fieldErrors, kindOf } from './fieldErrors.js';

const owner = struct({ apiVersion: string, kind: string, name: string, uid: string });

const metadata = struct({
  metadata: struct({
    name: optional(string),
    namespace: optional(string),
    labels,
    annotations: labels,
    uid: optional(string),
    ownerReferences: list(owner)
  })
});

const clusterScoped: ReadonlySet<string> = new Set(['Namespace']);
const defaultNamespace = 'default';

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Kind, version and metadata of a value, or what keeps it from being a Kubernetes object. */
export const readObject = (value: Json, origin: Origin): E.Either<ReadonlyArray<Diagnostic>, Document> => {
  const at = (object: string) => inObject(object, { meta: { namespace: '', name: '', origin } });
  if (!isObject(value))
    return E.left([report('object-expected', { found: kindOf(value) }, [at('document')])]);
  const { kind, apiVersion } = value;
  if (kind === undefined && apiVersion === undefined) {
    return E.left([report('object-foreign', {}, [at('document')])]);
  }
  if (typeof kind !== 'string' || kind === '')
    return E.left([report('kind-missing', { field: 'kind' }, [at('document')])]);
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    return E.left([report('kind-missing', { field: 'apiVersion' }, [at(kind)])]);
  }
  return E.map((meta: Meta): Document => ({ apiVersion, kind, meta, object: value, origin }))(
    readMeta(kind, value, origin)
  );
};

/** A copy of the whole object, which kubectl keeps for itself: it would only go stale in what is written. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

const withoutLastApplied = (annotations: Labels): Labels =>
  Object.hasOwn(annotations, lastApplied)
    ? Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== lastApplied))
    : annotations;

const readMeta = (
  kind: string,
  value: JsonObject,
  origin: Origin
): E.Either<ReadonlyArray<Diagnostic>, Meta> => {
  const unnamed = { namespace: '', name: '', origin };
  const read = metadata.decode({ metadata: value['metadata'] ?? {} });
  if (E.isLeft(read)) {
    return E.left(
      fieldErrors(read.left).map(({ path, expected, found }) =>
        report(
          'field-invalid',
          { field: path.join('.'), expected, found, effect: 'The object is left out.' },
          [inObject(kind, { meta: unnamed }, path)]
        )
      )
    );
  }
  const { name, namespace, uid, ...rest } = read.right.metadata;
  if (name === undefined || name === '') {
    return E.left([
      report('name-missing', { kind }, [inObject(kind, { meta: unnamed }, ['metadata'], 'key')])
    ]);
  }
  return E.right({
    namespace: clusterScoped.has(kind)
      ? ''
      : namespace === undefined || namespace === ''
        ? defaultNamespace
        : namespace,
    name,
    uid: uid === '' ? undefined : uid,
    labels: rest.labels,
    annotations: withoutLastApplied(rest.annotations),
    ownerReferences: rest.ownerReferences.map(({ apiVersion, kind: of, name: whose, uid: id }) => ({
      apiVersion,
      kind: of,
      name: whose,
      uid: id
    })),
    origin
  });
};
