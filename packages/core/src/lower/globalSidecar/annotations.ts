import type { Labels } from '../../model/Labels.js';
import { accessLogName, isLoggedByGlobalSidecar } from '../accessLog/logging.js';
import { drainSeconds, paths } from './envoy/listeners.js';
import type { Workload } from './Workload.js';

const excluded = 'traffic.sidecar.istio.io/excludeInboundPorts';

/** The kubelet comes without a certificate; so its port is left out of what Istio captures, beside the user's own. */
const excludedPorts = (own: string | undefined, probe: number): string => {
  const ports = (own ?? '').split(',').map(each => each.trim());
  return [...new Set([...ports.filter(each => each !== ''), String(probe)])].join(',');
};

/** The proxy takes requests until those who still know the pod have heard that it goes. */
const proxyConfig = `holdApplicationUntilProxyStarts: true\nterminationDrainDuration: ${drainSeconds}s\n`;

const scraped = (probe: number): Labels => ({
  'prometheus.io/path': paths.metrics,
  'prometheus.io/port': String(probe),
  'prometheus.io/scrape': 'true'
});

/** Annotations of the pods; the user's win. `checksum` differs where the mounted configuration does. */
export const podAnnotations = ({ component, config, listen }: Workload, checksum: string): Labels => {
  const own = component.sidecarInject.annotations;
  return {
    ...scraped(listen.probe),
    'proxy.istio.io/config': proxyConfig,
    'sidecar.istio.io/rewriteAppHTTPProbers': 'false',
    ...(isLoggedByGlobalSidecar(config) ? { 'sidecar.istio.io/bootstrapOverride': accessLogName } : {}),
    ...own,
    'checksum/config': checksum,
    [excluded]: excludedPorts(Object.hasOwn(own, excluded) ? own[excluded] : undefined, listen.probe)
  };
};
