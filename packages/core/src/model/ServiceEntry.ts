import type { Meta } from './Meta.js';
import type { Port } from './Service.js';

/** An Istio ServiceEntry: hosts that the mesh knows beside its Services. Hosts may be wildcards (`*.example.com`). */
export interface ServiceEntry {
  readonly meta: Meta;
  readonly hosts: ReadonlyArray<string>;
  readonly addresses: ReadonlyArray<string>;
  readonly endpoints: ReadonlyArray<string>;
  readonly ports: ReadonlyArray<Port>;
  readonly location: string | undefined;
  readonly resolution: string | undefined;
  readonly exportTo: ReadonlyArray<string> | undefined;
}
