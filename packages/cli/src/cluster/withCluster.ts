import type * as Adapter from '@meshfence/k8s-adapter';
import type { Client } from '@meshfence/k8s-adapter';
import { exit, failure } from '../exit.js';
import type { Failure } from '../exit.js';
import type { ClusterOptions } from '../command/clusterOptions.js';

const remedy = 'Check --kubeconfig and --context, and whether the cluster can be reached from here.';

/** A cluster that cannot be reached, or does not let us in, in words. */
const unreachable = (what: string, error: unknown): Failure =>
  failure(exit.unreachable, `${what}: ${error instanceof Error ? error.message : String(error)}`, remedy);

/**
 * Does something with a cluster, and leaves it.
 *
 * Kubernetes' client is loaded only here: commands that need no cluster start without it.
 */
export const withCluster = async <A>(
  { context, kubeconfig }: ClusterOptions,
  use: (client: Client, adapter: typeof Adapter) => Promise<A>
): Promise<A> => {
  const adapter = await import('@meshfence/k8s-adapter');
  let client: Client | undefined;
  try {
    client = adapter.connect({ kubeconfig, context });
    return await use(client, adapter);
  } catch (error) {
    if (adapter.isRefusal(error) || error instanceof adapter.Unreachable || client === undefined)
      throw unreachable('The cluster cannot be read', error);
    throw error;
  } finally {
    await client?.close();
  }
};
