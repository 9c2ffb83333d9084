import type { Labels } from './Labels.js';
import type { Meta } from './Meta.js';

/** A port of a Service or ServiceEntry. */
export interface Port {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string | undefined;
  readonly appProtocol: string | undefined;
}

/**
 * A Kubernetes Service.
 *
 * `addresses` are its cluster IPs (none for a headless one); `exportTo` comes from the annotation
 * `networking.istio.io/exportTo` and is undefined where the mesh's default holds.
 */
export interface Service {
  readonly meta: Meta;
  readonly type: string;
  readonly selector: Labels;
  readonly ports: ReadonlyArray<Port>;
  readonly addresses: ReadonlyArray<string>;
  readonly headless: boolean;
  readonly externalName: string | undefined;
  readonly exportTo: ReadonlyArray<string> | undefined;
}
