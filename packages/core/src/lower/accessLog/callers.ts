import type { Config } from '../../model/Config.js';
import { callerNamespaces } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';
import { isLoggedByCallers, logReceiver } from './logging.js';

const provider = 'meshfence-als';

const logging: JsonObject = {
  accessLogging: [{ match: { mode: 'CLIENT' }, providers: [{ name: provider }] }]
};

/** What makes the proxies of all callers report the calls that they send, where it is they who do. */
export const callerTelemetry = (config: Config): ReadonlyArray<Resource> =>
  isLoggedByCallers(config)
    ? callerNamespaces(config).map(namespace =>
        resource(config, {
          part: 'access-log',
          apiVersion: 'telemetry.istio.io/v1',
          kind: 'Telemetry',
          namespace,
          name: 'meshfence',
          fields: { spec: logging }
        })
      )
    : [];

/**
 * What Istio's mesh configuration must contain for the callers' reports; empty where nobody reports by it.
 *
 * One provider tells of everything once: Istio gives its log to listeners of HTTP and of TCP alike, and Envoy's HTTP log
 * tells of connections, too. One of `envoyTcpAls` beside it would tell of everything again; filters that keep the two apart
 * are no stable field of Telemetry.
 *
 * The mesh configuration is the user's, so this is shown and never written.
 */
export const meshConfigFragment = (config: Config): JsonObject => {
  if (!isLoggedByCallers(config)) return {};
  const { host: service, port } = logReceiver(config);
  return {
    extensionProviders: [{ name: provider, envoyHttpAls: { service, port, logName: 'meshfence' } }]
  };
};
