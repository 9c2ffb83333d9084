import { report } from '../../diagnostic/Diagnostic.js';
import { inSpec } from '../../diagnostic/inConfig.js';
import { diagnosed } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config, GlobalSidecarComponent } from '../../model/Config.js';
import { reservedPorts } from './address/Destinations.js';

/** Where Envoy's administration listens, on the loopback interface: within the range that Istio keeps for itself. */
export const adminPort = 15_099;

/** The ports on which a global-sidecar's containers listen. */
export interface ListenPorts {
  readonly http: number;
  readonly probe: number;
}

const defaults = { port: 80, probePort: 20_000 };

const whyNot = (port: number, least: number): string | undefined => {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'it is no port number';
  if (reservedPorts(adminPort).includes(port)) return "it belongs to Istio's proxy";
  return port < least ? `a process without privileges cannot listen below ${least}` : undefined;
};

const checked = (config: Config, name: 'port' | 'probePort', port: number): Diagnosed<number> => {
  const why = whyNot(port, name === 'port' ? 1 : 1024);
  if (why === undefined) return { value: port, diagnostics: [] };
  const used = defaults[name];
  const parameters = { field: `component.globalSidecar.${name}`, port, why, used };
  const places = inSpec(config, 'component', 'globalSidecar', name);
  return diagnosed(used, [report('component-port-invalid', parameters, places)]);
};

/**
 * Ports for the containers.
 *
 * The Service's ports lead to a port by name, so nobody sees which one it is: where the configured one would need
 * privileges (80, the default), it is 8080 instead, or 8081 where 8080 answers the probes.
 */
export const listenPorts = (config: Config, component: GlobalSidecarComponent): Diagnosed<ListenPorts> => {
  const port = checked(config, 'port', component.port);
  const probe = checked(config, 'probePort', component.probePort);
  const free = [...(port.value < 1024 ? [] : [port.value]), 8080, 8081];
  const http = free.find(each => each !== probe.value) ?? 8080;
  return diagnosed({ http, probe: probe.value }, [...port.diagnostics, ...probe.diagnostics]);
};
