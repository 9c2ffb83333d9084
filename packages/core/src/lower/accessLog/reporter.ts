import type { Config } from '../../model/Config.js';
import { globalSidecarLabels } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { originalDestination, sourceNamespace } from '../../model/Headers.js';
import type { JsonObject } from '../../model/Json.js';
import type { Resource } from '../../model/Resource.js';
import { connectionManager, connectionManagerConfig } from '../connectionManager.js';
import { resource } from '../resource.js';
import { accessLogName, bootstrapText, isLoggedByGlobalSidecar, logCluster } from './logging.js';

const reported = [sourceNamespace, originalDestination];

const accessLog: JsonObject = {
  name: 'envoy.access_loggers.http_grpc',
  // Only what came by a fallback route says anything about calls.
  filter: { header_filter: { header: { name: originalDestination.toLowerCase(), present_match: true } } },
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig',
    common_config: {
      log_name: 'meshfence',
      transport_api_version: 'V3',
      grpc_service: { envoy_grpc: { cluster_name: logCluster } },
      buffer_flush_interval: '1s',
      buffer_size_bytes: 16_384
    },
    additional_request_headers_to_log: reported
  }
};

const patch: JsonObject = {
  applyTo: 'NETWORK_FILTER',
  match: { context: 'SIDECAR_INBOUND', listener: { filterChain: { filter: { name: connectionManager } } } },
  patch: {
    operation: 'MERGE',
    value: {
      name: connectionManager,
      typed_config: connectionManagerConfig({ access_log: [accessLog] })
    }
  }
};

/** What makes the proxies of a global-sidecar report the calls that they receive, where it is they who do. */
export const reporter = (config: Config, { namespace }: GlobalSidecar): ReadonlyArray<Resource> => {
  if (!isLoggedByGlobalSidecar(config)) return [];
  const common = { part: 'access-log', namespace, name: accessLogName, labels: globalSidecarLabels } as const;
  return [
    resource(config, {
      ...common,
      apiVersion: 'v1',
      kind: 'ConfigMap',
      fields: { data: { 'custom_bootstrap.json': bootstrapText(config) } }
    }),
    resource(config, {
      ...common,
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'EnvoyFilter',
      fields: { spec: { configPatches: [patch], workloadSelector: { labels: globalSidecarLabels } } }
    })
  ];
};
