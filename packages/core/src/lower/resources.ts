import { diagnosed } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { Index } from '../indexing/Index.js';
import type { Fallback } from '../model/Fallback.js';
import type { Resource } from '../model/Resource.js';
import { resourceKey } from '../model/Resource.js';
import { by } from '../order.js';
import { callerTelemetry } from './accessLog/callers.js';
import { fallback } from './fallback/fallback.js';
import { globalSidecarWorkloads } from './globalSidecar/globalSidecarWorkloads.js';

/** What there is beside fences and their Sidecars. */
export interface Resources {
  readonly fallbacks: ReadonlyArray<Fallback>;
  readonly resources: ReadonlyArray<Resource>;
}

/** Everything beside fences and their Sidecars: fallback routes, access logs, the global-sidecars; by kind and name. */
export const resources = (index: Index): Diagnosed<Resources> => {
  const routes = fallback(index);
  const workloads = globalSidecarWorkloads(index, routes.value.ports);
  const all = [...routes.value.resources, ...workloads.value, ...callerTelemetry(index.mesh.config)];
  return diagnosed({ fallbacks: routes.value.fallbacks, resources: all.toSorted(by(resourceKey)) }, [
    ...routes.diagnostics,
    ...workloads.diagnostics
  ]);
};
