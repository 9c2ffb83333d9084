/** The cluster of cluster mode's global-sidecar, on the port that most suites use. */
export const globalSidecar = 'outbound|9080||global-sidecar.mesh-operator.svc.cluster.local';

/** What a caller's proxy logs of a request that went there. */
export const fallback = { cluster: globalSidecar, route: 'to-global-sidecar' };
