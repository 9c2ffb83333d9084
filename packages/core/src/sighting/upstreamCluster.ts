/** What Istio's name of a cluster says: `outbound|9080|v1|reviews.shop.svc.cluster.local`. */
export interface Outbound {
  readonly host: string;
  readonly port: number | undefined;
}

/** The host of an outbound cluster; undefined for any other name. Envoy writes `outbound_.9080_.v1_.reviews..` for SNI. */
export const toOutbound = (cluster: string): Outbound | undefined => {
  if (!cluster.startsWith('outbound|')) return undefined;
  const [, port = '', , host = ''] = cluster.split('|');
  const name = host.split(';', 1)[0] ?? '';
  return name === '' ? undefined : { host: name.toLowerCase(), port: Number(port) || undefined };
};

/** Whether a cluster leads to the proxy's own workload. */
export const isInbound = (cluster: string): boolean =>
  cluster.startsWith('inbound|') || cluster.startsWith('InboundPassthroughCluster');

/** Where Istio sends what it does not let out. */
export const blackHole = 'BlackHoleCluster';
