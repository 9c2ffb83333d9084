import type { PodNetwork } from '../network/PodNetwork.js';
import type { Process } from '../process/Process.js';
import type { Proxy } from './startProxy.js';

/** A running pod. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly network: PodNetwork;
  readonly ip: string;
  readonly proxy: Proxy | undefined;
  /** Everything that runs in it, its proxy last. */
  readonly processes: ReadonlyArray<Process>;
}
