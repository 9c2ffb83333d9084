import { isDeepStrictEqual } from 'node:util';
import { compile, decodeObjects, encodeFenceStatus, keyOf, toSidecarObject } from '@meshfence/core';
import type { JsonObject, Plan } from '@meshfence/core';
import type { KubeObject } from '../../../harness/api/KubeObject.js';
import type { EdgeEntry } from '../../../harness/controller/startController.js';
import { waitFor } from '../../../harness/process/waitFor.js';
import { fenceVersion, istioVersion } from '../Site.js';
import type { Site } from '../Site.js';
import type { History, Live } from './History.js';

const kinds = [
  ['v1', 'Namespace'],
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  [istioVersion, 'ServiceEntry'],
  [istioVersion, 'VirtualService'],
  ['config.netease.com/v1alpha1', 'SlimeBoot']
] as const;

const edgeList = (edges: ReadonlyArray<EdgeEntry>): JsonObject => ({
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'observed' },
  edges
});

/** What of a Sidecar a plan decides. */
const essence = ({ metadata, spec }: JsonObject): JsonObject => {
  const { ownerReferences = [] } = metadata as { readonly ownerReferences?: ReadonlyArray<JsonObject> };
  return { owners: ownerReferences.map(({ uid = null }) => uid), spec: spec ?? {} };
};

const withoutConditions = (status: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(status).filter(([field]) => field !== 'conditions'));

const statusOf = (fence: KubeObject): JsonObject =>
  withoutConditions((fence as { readonly status?: JsonObject }).status ?? {});

type ByKey = Readonly<Record<string, JsonObject>>;

const byKey = (objects: ReadonlyArray<KubeObject>, part: (object: KubeObject) => JsonObject): ByKey =>
  Object.fromEntries(
    objects.map(object => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, part(object)])
  );

const differences = (what: string, wanted: ByKey, live: ByKey): ReadonlyArray<string> =>
  [...new Set([...Object.keys(wanted), ...Object.keys(live)])]
    .filter(key => !isDeepStrictEqual(wanted[key], live[key]))
    .map(key => `${what} ${key} is ${JSON.stringify(live[key])}, not ${JSON.stringify(wanted[key])}`);

const fenceDifferences = (
  { fences, obsolete }: Plan,
  live: ReadonlyArray<KubeObject>
): ReadonlyArray<string> => {
  const keys = new Set(live.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`));
  return [
    ...obsolete.map(({ meta }) => `fence ${keyOf(meta)} is obsolete`),
    ...fences
      .filter(({ meta }) => !keys.has(keyOf(meta)))
      .map(({ meta }) => `there is no fence ${keyOf(meta)}`)
  ];
};

/** In what the live objects differ from what the compiler gives for them. */
const differencesNow = async (
  { mesh }: Site,
  edges: ReadonlyArray<EdgeEntry>,
  fences: ReadonlyArray<KubeObject>,
  sidecars: ReadonlyArray<KubeObject>
): Promise<ReadonlyArray<string>> => {
  const others = await Promise.all(kinds.map(([apiVersion, kind]) => mesh.list(apiVersion, kind)));
  const { value } = decodeObjects([...others.flat(), ...fences, edgeList(edges)]);
  const { value: plan } = compile(value);
  const wanted = plan.sidecars.map(each => toSidecarObject(each) as KubeObject);
  const statuses = Object.fromEntries(
    plan.statuses.map(each => [keyOf(each), encodeFenceStatus(each.status)])
  );
  return [
    ...fenceDifferences(plan, fences),
    ...differences('Sidecar', byKey(wanted, essence), byKey(sidecars, essence)),
    ...differences('the status of fence', statuses, byKey(fences, statusOf))
  ];
};

const isHeard = (live: ReadonlyMap<string, Live>, objects: ReadonlyArray<KubeObject>): boolean =>
  live.size === objects.length &&
  (objects as ReadonlyArray<Live>).every(
    ({ metadata: { name, namespace = '', resourceVersion } }) =>
      live.get(`${namespace}/${name}`)?.metadata.resourceVersion === resourceVersion
  );

/** Waits until Sidecars, fences and statuses are what the compiler gives for the live objects, and a history has it all. */
export const untilCompiled = (
  site: Site,
  history: History,
  edges: () => ReadonlyArray<EdgeEntry>,
  seconds = 30
): Promise<true> =>
  waitFor(
    'all to be as it is compiled',
    async () => {
      const sidecars = await site.mesh.list(istioVersion, 'Sidecar');
      const fences = await site.mesh.list(fenceVersion, 'ServiceFence');
      const differing = await differencesNow(site, edges(), fences, sidecars);
      if (differing.length > 0) throw new Error(differing.join('\n'));
      return isHeard(history.live('Sidecar'), sidecars) && isHeard(history.live('ServiceFence'), fences)
        ? true
        : undefined;
    },
    { seconds, every: 50 }
  );
