import type { Config } from './Config.js';
import { defaultConfig } from './Config.js';
import type { Edge, Source } from './Edge.js';
import type { Fence } from './Fence.js';
import type { Hearing } from './Hearing.js';
import type { Instant } from './Instant.js';
import type { Namespace } from './Namespace.js';
import type { Service } from './Service.js';
import type { ServiceEntry } from './ServiceEntry.js';
import type { Sidecar } from './Sidecar.js';
import type { VirtualService } from './VirtualService.js';
import type { EndpointSlice, Pod } from './Workload.js';

/**
 * Everything that the compiler is given: one immutable value. The order of the lists never matters.
 *
 * `now` is undefined where nobody has said what time it is; then nothing expires. `hearings` bear on no scope: they are for
 * those who ask why a call is not among the edges.
 */
export interface Mesh {
  readonly config: Config;
  readonly namespaces: ReadonlyArray<Namespace>;
  readonly services: ReadonlyArray<Service>;
  readonly serviceEntries: ReadonlyArray<ServiceEntry>;
  readonly virtualServices: ReadonlyArray<VirtualService>;
  readonly fences: ReadonlyArray<Fence>;
  readonly sidecars: ReadonlyArray<Sidecar>;
  readonly pods: ReadonlyArray<Pod>;
  readonly endpointSlices: ReadonlyArray<EndpointSlice>;
  readonly edges: ReadonlyArray<Edge>;
  readonly sources: ReadonlyArray<Source>;
  readonly hearings: ReadonlyArray<Hearing>;
  readonly now: Instant | undefined;
}

export const emptyMesh: Mesh = {
  config: defaultConfig,
  namespaces: [],
  services: [],
  serviceEntries: [],
  virtualServices: [],
  fences: [],
  sidecars: [],
  pods: [],
  endpointSlices: [],
  edges: [],
  sources: [],
  hearings: [],
  now: undefined
};
