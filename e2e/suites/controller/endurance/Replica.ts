import { FaultProxy } from '../../../harness/controller/FaultProxy.js';
import type { Passed } from '../../../harness/controller/Passed.js';
import { program } from '../../../harness/controller/startController.js';
import type { Controller } from '../../../harness/controller/startController.js';
import type { Site } from '../Site.js';

export interface ReplicaOptions {
  /** More arguments, such as timings. */
  readonly args?: ReadonlyArray<string>;
  /** By how many hours its wall clock is wrong. */
  readonly skew?: number;
  /** Whether to wait until it is ready. */
  readonly ready?: boolean;
  /** Called before it is started, so that its way may be bad from the start. */
  readonly before?: (proxy: FaultProxy) => Promise<void>;
}

/** One of several controllers that share a lease, with a way to the API server of its own. */
export interface Replica {
  readonly identity: string;
  readonly controller: Controller;
  readonly proxy: FaultProxy;
  /** What it has asked to be written of Sidecars and fences, since an instant (in milliseconds since 1970). */
  writes(since?: number): ReadonlyArray<Passed>;
  isLeading(): Promise<boolean>;
  /** When it last asked for the lease to be its own, after an instant, and got it. */
  tookLease(since: number): number | undefined;
}

const own = /\/(?:sidecars|servicefences)\b/;
const lease = /\/leases\/meshfence\b/;

const skewed = (hours: number): ReadonlyArray<string> => {
  const [node = '', ...rest] = program;
  const preload = new URL('skewed.mjs', import.meta.url).href;
  return hours === 0 ? program : [node, '--import', preload, ...rest.map(String)];
};

export const startReplica = async (
  site: Site,
  identity: string,
  { args = [], before, ready = true, skew = 0 }: ReplicaOptions = {}
): Promise<Replica> => {
  const proxy = await FaultProxy.start(site.mesh);
  await before?.(proxy);
  const controller = await site.controller({
    name: identity,
    kubeconfig: await proxy.kubeconfig(),
    ready,
    program: skewed(skew),
    args: ['--lease', 'meshfence', '--lease-namespace', 'mesh-operator', ...args],
    env: { POD_NAME: identity, CLOCK_SKEW_HOURS: String(skew) }
  });
  return {
    identity,
    controller,
    proxy,
    writes: (since = 0) => proxy.writes({ path: own, since }),
    isLeading: async () => (await controller.metrics()).get('meshfence_leading') === 1,
    tookLease: since => proxy.writes({ path: lease, since }).find(({ status }) => status === 200)?.at
  };
};
