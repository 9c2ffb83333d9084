import type * as Adapter from '@meshfence/k8s-adapter';
import type { Client } from '@meshfence/k8s-adapter';
import type { Capabilities } from '../Capabilities.js';
import type { LeaderOptions } from '../command/leaderOptions.js';
import { controllerOf, decodeObjects } from '../core.js';
import type { Config, Diagnosed, Mesh } from '../core.js';
import { printable } from '../output/printable.js';

/** The controller that is asked; `callers`: of which namespace's workloads, where not of all. */
export interface Leader extends LeaderOptions {
  readonly callers: string | undefined;
}

/** What is asked, and what it takes to do so. */
export interface Question {
  readonly client: Client;
  readonly adapter: Pick<typeof Adapter, 'observedCalls'>;
  readonly config: Config;
  readonly leader: Leader;
  readonly quiet: boolean;
}

const missing = (why: string): string => printable(`What the controller has observed is missing: ${why}`);

/**
 * What the controller of a cluster has observed, as a mesh of nothing else.
 *
 * Where that cannot be had, there is nothing in it, and a line on standard error says why: everything else can be told.
 */
export const askLeader = async (
  { stderr }: Pick<Capabilities, 'stderr'>,
  { adapter, client, config, leader, quiet }: Question
): Promise<Diagnosed<Mesh>> => {
  const { name, namespace } = controllerOf(config);
  const lease = { name: leader.lease ?? name, namespace: leader.leaseNamespace ?? namespace };
  const observed = await adapter.observedCalls({
    client,
    lease,
    port: leader.auxiliaryPort,
    namespace: leader.callers
  });
  if (observed._tag === 'Known') return decodeObjects([observed.edges]);
  if (!quiet) stderr.write(`${missing(`${observed.why}. ${observed.remedy}`)}\n`);
  return decodeObjects([]);
};
