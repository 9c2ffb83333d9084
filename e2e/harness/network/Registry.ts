import { listAll } from '../api/objects.js';
import type { Objects } from '../api/objects.js';
import type { KubeObject } from '../api/KubeObject.js';

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol?: string;
  readonly targetPort?: number | string;
}

/** A Service, as far as the network cares. */
export interface Service {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly type?: string;
    readonly clusterIP?: string;
    readonly externalName?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly publishNotReadyAddresses?: boolean;
    readonly ports?: ReadonlyArray<ServicePort>;
  };
}

export interface EndpointSlice {
  readonly metadata: { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly ports?: ReadonlyArray<{ readonly name?: string; readonly port?: number }> | null;
  readonly endpoints?: ReadonlyArray<{
    readonly addresses: ReadonlyArray<string>;
    readonly conditions?: { readonly ready?: boolean };
  }> | null;
}

interface PodObject extends KubeObject {
  readonly status: {
    readonly podIP?: string;
    readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }>;
  };
}

/** What the API server says of Services and of who serves them. */
export interface Registry {
  readonly services: ReadonlyArray<Service>;
  readonly slices: ReadonlyArray<EndpointSlice>;
  readonly pods: ReadonlyArray<PodObject>;
}

export const readRegistry = async (objects: Objects): Promise<Registry> => {
  const [services, slices, pods] = await Promise.all([
    listAll(objects, 'v1', 'Service'),
    listAll(objects, 'discovery.k8s.io/v1', 'EndpointSlice'),
    listAll(objects, 'v1', 'Pod')
  ]);
  return { services, slices, pods } as unknown as Registry;
};

/** The slices of a Service. */
export const slicesOf = ({ slices }: Registry, { metadata }: Service): ReadonlyArray<EndpointSlice> =>
  slices.filter(
    slice =>
      slice.metadata.namespace === metadata.namespace &&
      slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name
  );

/** The addresses in a slice that take requests. */
export const readyAddresses = ({ endpoints }: EndpointSlice): ReadonlyArray<string> =>
  (endpoints ?? []).flatMap(({ addresses, conditions }) => (conditions?.ready === false ? [] : addresses));

/** A pod that is being deleted is out of the game, whatever its conditions are. */
const isReady = ({ metadata, status }: PodObject): boolean =>
  !('deletionTimestamp' in metadata) &&
  status.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true;

const selectedAddresses = ({ pods }: Registry, { metadata, spec }: Service): ReadonlyArray<string> =>
  pods
    .filter(
      pod =>
        pod.metadata.namespace === metadata.namespace &&
        isReady(pod) &&
        Object.entries(spec.selector ?? {}).every(([key, value]) => pod.metadata.labels?.[key] === value)
    )
    .flatMap(({ status: { podIP } }) => podIP ?? []);

/** True when the endpoint slice controller has heard of every pod that a Service selects, and of no other. */
export const isCaughtUp = (registry: Registry): boolean =>
  registry.services
    .filter(
      ({ spec }) =>
        spec.selector !== undefined && spec.type !== 'ExternalName' && spec.publishNotReadyAddresses !== true
    )
    .every(service => {
      const known = new Set(slicesOf(registry, service).flatMap(readyAddresses));
      const wanted = new Set(selectedAddresses(registry, service));
      return known.size === wanted.size && [...wanted].every(address => known.has(address));
    });
