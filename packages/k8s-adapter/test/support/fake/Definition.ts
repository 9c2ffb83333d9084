import type { JsonObject } from '@meshfence/core';

/** A field that a kind's schema would not let pass. */
export interface Flaw {
  readonly field: string;
  readonly message: string;
}

/** A list that several may write items of. Without a key, its items are words. */
export interface Keyed {
  readonly path: ReadonlyArray<string>;
  readonly key?: string;
}

/** A kind of objects that is served. */
export interface Definition {
  /** Empty for the core group. */
  readonly group: string;
  /** All show the same objects. */
  readonly versions: ReadonlyArray<string>;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Whether /status is there, and nothing else changes the status. */
  readonly status: boolean;
  /** Custom objects count their generations, are listed with their kind, and are never put without a version. */
  readonly custom: boolean;
  /** Whether a PUT makes an object that is not there. */
  readonly upsert?: boolean;
  /** What is returned when one is deleted: the object, or else a Status. */
  readonly returnsDeleted?: boolean;
  /** Lists that are merged item by item: where they are, and the field that tells their items apart. */
  readonly keyed?: ReadonlyArray<Keyed>;
  /** What stands at `/openapi/v3` for each of the versions. */
  readonly schema?: JsonObject;
  /** In the place of a schema's validation. */
  readonly flawOf?: (object: JsonObject) => Flaw | undefined;
}

/** `sidecars.networking.istio.io`, as Kubernetes names resources in messages. */
export const resourceName = ({ group, plural }: Definition): string =>
  group === '' ? plural : `${plural}.${group}`;

/** `Sidecar.networking.istio.io`, as Kubernetes names kinds in messages. */
export const kindName = ({ group, kind }: Definition): string => (group === '' ? kind : `${kind}.${group}`);

/** A custom kind with a status, as an installed definition makes it. */
export const custom = (group: string, kind: string, versions: ReadonlyArray<string>): Definition => ({
  group,
  versions,
  kind,
  plural: kind.endsWith('y') ? `${kind.slice(0, -1).toLowerCase()}ies` : `${kind.toLowerCase()}s`,
  namespaced: true,
  status: true,
  custom: true
});

const core = (kind: string, more: Partial<Definition> = {}): Definition => ({
  ...custom('', kind, ['v1']),
  status: false,
  custom: false,
  ...more
});

/** What every API server has, as far as the controller asks for it. */
export const builtIn: ReadonlyArray<Definition> = [
  core('Namespace', { namespaced: false, status: true, returnsDeleted: true }),
  core('Service', { status: true, returnsDeleted: true }),
  core('Pod', { status: true, returnsDeleted: true }),
  core('ConfigMap'),
  core('ServiceAccount', { returnsDeleted: true }),
  core('Event'),
  { ...core('Lease', { upsert: true }), group: 'coordination.k8s.io' },
  { ...core('Deployment', { status: true }), group: 'apps' }
];

const networking = (kind: string): Definition =>
  custom('networking.istio.io', kind, ['v1', 'v1beta1', 'v1alpha3']);

/** Istio's kinds. */
export const istio: ReadonlyArray<Definition> = [
  networking('Sidecar'),
  networking('VirtualService'),
  networking('ServiceEntry'),
  { ...networking('EnvoyFilter'), versions: ['v1alpha3'] }
];

/** Slime's, and so ours. */
export const fences: ReadonlyArray<Definition> = [
  custom('microservice.slime.io', 'ServiceFence', ['v1alpha1']),
  custom('config.netease.com', 'SlimeBoot', ['v1alpha1'])
];
