import type { JsonObject } from '@meshfence/core';

/** Who a proxy is, and where it gets its configuration. */
export interface ProxyIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly ip: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly workload: string;
  readonly serviceAccount: string;
  readonly xds: { readonly address: string; readonly port: number };
  /** More node metadata, as `ISTIO_META_..` variables would set it. */
  readonly metadata?: JsonObject;
}

/** The port of a proxy's administration, on the pod's own address. */
export const adminPort = 15000;

const nodeOf = (identity: ProxyIdentity): JsonObject => {
  const { namespace, name, ip, labels, workload, serviceAccount, xds, metadata = {} } = identity;
  return {
    id: `sidecar~${ip}~${name}.${namespace}~${namespace}.svc.cluster.local`,
    cluster: `${workload}.${namespace}`,
    metadata: {
      NAME: name,
      NAMESPACE: namespace,
      WORKLOAD_NAME: workload,
      OWNER: `kubernetes://apis/apps/v1/namespaces/${namespace}/deployments/${workload}`,
      SERVICE_ACCOUNT: serviceAccount,
      CLUSTER_ID: 'Kubernetes',
      MESH_ID: 'cluster.local',
      ISTIO_VERSION: '1.31.0',
      INSTANCE_IPS: ip,
      INTERCEPTION_MODE: 'REDIRECT',
      LABELS: labels,
      PROXY_CONFIG: { discoveryAddress: `${xds.address}:${xds.port}` },
      ...metadata
    }
  };
};

/** An address and a port of it. */
export const socket = (address: string, port: number): JsonObject => ({
  socket_address: { address, port_value: port }
});

/** What makes an upstream one of HTTP/2. */
export const http2: JsonObject = {
  'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
    '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
    explicit_http_config: { http2_protocol_options: {} }
  }
};

const xdsCluster = ({ xds }: ProxyIdentity): JsonObject => ({
  name: 'xds-grpc',
  type: 'STATIC',
  connect_timeout: '1s',
  typed_extension_protocol_options: http2,
  load_assignment: {
    cluster_name: 'xds-grpc',
    endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(xds.address, xds.port) } }] }]
  }
});

/** Of the flags that Istio's agent sets, those that decide what configuration is taken. */
const runtime: JsonObject = {
  're2.max_program_size.error_level': 32_768,
  'envoy.reloadable_features.http_reject_path_with_fragment': false
};

/** What an Envoy starts with: who it is, and that istiod tells it the rest. */
export const bootstrap = (identity: ProxyIdentity): JsonObject => {
  const ads = { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' };
  return {
    node: nodeOf(identity),
    admin: { address: socket(identity.ip, adminPort) },
    layered_runtime: { layers: [{ name: 'istio', static_layer: runtime }] },
    dynamic_resources: {
      ads_config: {
        api_type: 'DELTA_GRPC',
        transport_api_version: 'V3',
        set_node_on_first_message_only: true,
        grpc_services: [{ envoy_grpc: { cluster_name: 'xds-grpc' } }]
      },
      cds_config: ads,
      lds_config: ads
    },
    static_resources: { clusters: [xdsCluster(identity)] }
  };
};
