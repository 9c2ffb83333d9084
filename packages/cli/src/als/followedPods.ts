import { emptyBook, withPods } from '@meshfence/core';
import type { AddressBook } from '@meshfence/core';
import type * as Kubernetes from '@meshfence/k8s-adapter';
import type { Registry } from 'prom-client';
import type { ClusterOptions } from '../command/clusterOptions.js';

/** Pods by address, as they are known. */
export interface FollowedPods {
  readonly book: () => AddressBook;
  /** Why they are not known yet. */
  readonly unready: () => ReadonlyArray<string>;
  readonly stop: () => Promise<void>;
}

/** For a receiver that hears only those who say themselves who they are. */
export const noPods: FollowedPods = {
  book: () => emptyBook,
  unready: () => [],
  stop: () => Promise.resolve()
};

interface Parts {
  readonly kubernetes: typeof Kubernetes;
  readonly cluster: ClusterOptions;
  readonly registry: Registry;
  readonly log: Kubernetes.Log;
  readonly now: () => number;
}

/** Shows those of a controller's metrics that a watch of pods has. */
const show = (
  { kindServed, lastSuccess, objects, relists, watchErrors }: Kubernetes.Metrics,
  registry: Registry
): void => {
  registry.registerMetric(objects);
  registry.registerMetric(lastSuccess);
  registry.registerMetric(kindServed);
  registry.registerMetric(relists);
  registry.registerMetric(watchErrors);
};

/** Follows the pods of a cluster. Throws where there are no credentials for one. */
export const followPods = ({ cluster, kubernetes, log, now, registry }: Parts): FollowedPods => {
  const metrics = kubernetes.newMetrics({ process: false });
  show(metrics, registry);
  const client = kubernetes.connect({ kubeconfig: cluster.kubeconfig, context: cluster.context });
  const ending = new AbortController();
  let book = emptyBook;
  let isWhole = false;
  const followed = kubernetes.followPods({
    client,
    log,
    metrics,
    now,
    signal: ending.signal,
    told: (changes, whole) => {
      book = withPods(book, changes, now());
      isWhole ||= whole;
    }
  });
  return {
    book: () => book,
    unready: () => (isWhole ? [] : ['the pods are not known yet']),
    stop: async () => {
      ending.abort();
      await followed;
      await client.close();
    }
  };
};
