/** No cluster of Istio's has a longer name. What is cut from a text keeps all of it in memory. */
const longest = 600;

/** The host in Istio's name of an outbound cluster, `outbound|9080|v1|reviews.shop.svc.cluster.local`; undefined for others. */
export const outboundHost = (cluster: string): string | undefined => {
  if (!cluster.startsWith('outbound|') || cluster.length > longest) return undefined;
  const host = cluster.slice(cluster.lastIndexOf('|') + 1).toLowerCase();
  return host === '' ? undefined : host;
};

/** Whether a cluster leads to the proxy's own workload. */
export const isInbound = (cluster: string): boolean =>
  cluster.startsWith('inbound|') || cluster.startsWith('InboundPassthroughCluster');

/** Where Istio sends what it does not let out. */
export const blackHole = 'BlackHoleCluster';
