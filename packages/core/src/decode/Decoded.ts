import type { Config } from '../model/Config.js';
import type { Edge, Source } from '../model/Edge.js';
import type { Fence } from '../model/Fence.js';
import type { Hearing } from '../model/Hearing.js';
import type { Namespace } from '../model/Namespace.js';
import type { Service } from '../model/Service.js';
import type { ServiceEntry } from '../model/ServiceEntry.js';
import type { Sidecar } from '../model/Sidecar.js';
import type { VirtualService } from '../model/VirtualService.js';
import type { EndpointSlice, Pod } from '../model/Workload.js';

/** What one EdgeList says. */
export interface EdgeList {
  readonly edges: ReadonlyArray<Edge>;
  readonly sources: ReadonlyArray<Source>;
  readonly hearings: ReadonlyArray<Hearing>;
}

/** One object, decoded: the field of the mesh that it belongs to, and its value. */
export type Decoded =
  | { readonly field: 'namespaces'; readonly value: Namespace }
  | { readonly field: 'services'; readonly value: Service }
  | { readonly field: 'serviceEntries'; readonly value: ServiceEntry }
  | { readonly field: 'virtualServices'; readonly value: VirtualService }
  | { readonly field: 'sidecars'; readonly value: Sidecar }
  | { readonly field: 'fences'; readonly value: Fence }
  | { readonly field: 'pods'; readonly value: Pod }
  | { readonly field: 'endpointSlices'; readonly value: EndpointSlice }
  | { readonly field: 'config'; readonly value: Config }
  | { readonly field: 'edges'; readonly value: EdgeList };
