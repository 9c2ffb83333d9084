import type { JsonObject } from '@meshfence/core';
import type { Live } from './History.js';

/** The hosts that are only ever learned, never declared: whatever a scope has of them was observed once. */
export const isGoods = (host: string): boolean => host.startsWith('goods-');

interface FenceLike {
  readonly spec?: {
    readonly enable?: boolean;
    readonly host?: JsonObject;
    readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
  };
  readonly status?: { readonly metricStatus?: JsonObject };
}

/** The hosts that a fence's status says were learned. */
export const learnedOf = (fence: Live): ReadonlySet<string> =>
  new Set(
    Object.keys((fence as FenceLike).status?.metricStatus ?? {})
      .map(key => /destination_service="([^"]+)"/.exec(key)?.[1] ?? key)
      .filter(isGoods)
  );

export const isEnabled = (fence: Live): boolean => (fence as FenceLike).spec?.enable === true;

export const declaredOf = (fence: Live): ReadonlyArray<string> =>
  Object.keys((fence as FenceLike).spec?.host ?? {});

/** The workload that a fence is for: the one it selects, or the one of its own name. */
export const workloadOf = (fence: Live): string =>
  (fence as FenceLike).spec?.workloadSelector?.labels?.['app'] ?? fence.metadata.name;

interface SidecarLike {
  readonly spec: {
    readonly workloadSelector?: { readonly labels?: Readonly<Record<string, string>> };
    readonly egress?: ReadonlyArray<{ readonly hosts: ReadonlyArray<string> }>;
  };
  readonly metadata: { readonly ownerReferences?: ReadonlyArray<{ readonly uid: string }> };
}

const asSidecar = (sidecar: Live): SidecarLike => sidecar as unknown as SidecarLike;

export const selectorOf = (sidecar: Live): Readonly<Record<string, string>> | undefined =>
  asSidecar(sidecar).spec.workloadSelector?.labels;

export const ownerOf = (sidecar: Live): string | undefined =>
  asSidecar(sidecar).metadata.ownerReferences?.[0]?.uid;

/** The Services that a Sidecar names, without the namespaces they are visible from. */
export const hostsOf = (sidecar: Live): ReadonlyArray<string> =>
  (asSidecar(sidecar).spec.egress ?? [])
    .flatMap(({ hosts }) => hosts)
    .map(host => host.slice(host.indexOf('/') + 1))
    .filter(host => host !== '*');
