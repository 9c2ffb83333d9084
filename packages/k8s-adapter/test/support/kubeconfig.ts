import type { JsonObject } from '@meshfence/core';

/** The text of a kubeconfig with one cluster and one user. */
export const kubeconfigOf = (cluster: JsonObject, user: JsonObject): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cluster', cluster }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
    'current-context': 'context'
  });
