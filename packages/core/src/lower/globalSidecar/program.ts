import type { Diagnosed } from '../../Diagnosed.js';
import { diagnosed, of } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import type { GlobalSidecarComponent } from '../../model/Config.js';
import { print } from '../../yaml/print.js';
import { allowed, denied } from './address/Destinations.js';
import { apiServer } from './apiServer.js';
import { envoyConfig } from './envoy/envoyConfig.js';
import type { EnvoySettings } from './envoy/EnvoySettings.js';
import { envoyImage } from './image.js';
import { adminPort, listenPorts } from './ports.js';
import type { ListenPorts } from './ports.js';
import { limitOf } from './limitOf.js';
import type { Program } from './Workload.js';

/** Listening on IPv6 fails where the kernel has none; a cluster that gives such addresses to its Services has it. */
const hasIpv6 = ({ mesh }: Index): boolean =>
  mesh.services.some(({ addresses }) => addresses.some(address => address.includes(':')));

const settingsOf = (
  index: Index,
  component: GlobalSidecarComponent,
  listen: ListenPorts,
  apiServers: ReadonlyArray<string>
): EnvoySettings => {
  const { destinations } = index.mesh.config.general;
  return {
    httpPort: listen.http,
    probePort: listen.probe,
    adminPort,
    ipv6: hasIpv6(index),
    clusterDomain: index.clusterDomain,
    denied: denied(destinations, apiServers, adminPort),
    allowed: allowed(destinations),
    requestLog: component.requestLog,
    memory: limitOf(component.settings['resources'], 'memory')
  };
};

/** What all global-sidecars run; undefined where the configuration has none. */
export const program = (index: Index, ports: ReadonlyArray<number>): Diagnosed<Program | undefined> => {
  const { config } = index.mesh;
  const component = config.globalSidecar;
  if (component === undefined) return of(undefined);
  const image = envoyImage(config, component.image);
  const listen = listenPorts(config, component);
  const apiServers = apiServer(index);
  const envoy = print(envoyConfig(settingsOf(index, component, listen.value, apiServers.value)));
  return diagnosed(
    { config, component, image: image.value, listen: listen.value, ports, envoy },
    [image, listen, apiServers].flatMap(({ diagnostics }) => diagnostics)
  );
};
