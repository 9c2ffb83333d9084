/** Ports of Istio's proxy: it makes no listener there for anybody else, and the global-sidecar forwards to none of them. */
export const proxyPorts: ReadonlyArray<number> = [
  15_000, 15_001, 15_004, 15_006, 15_008, 15_020, 15_021, 15_053, 15_090
];

/** Whether a port belongs to Istio's proxy. */
export const isProxys = (port: number): boolean => proxyPorts.includes(port);
