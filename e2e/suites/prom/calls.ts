import type { Exporter } from './Exporter.js';

/** A call between workloads, as metrics name them. */
export interface Called {
  readonly from: string;
  readonly to: string;
  readonly protocol?: 'http' | 'tcp';
  readonly reporter?: 'source' | 'destination';
  /** Envoy's flags. */
  readonly flags?: string;
  /** The pod of the caller: each has a series of its own. */
  readonly pod?: string;
}

const metrics = { http: 'istio_requests_total', tcp: 'istio_tcp_connections_opened_total' } as const;

/** The labels that Istio's proxies give, those that nobody asks for included. */
const labelsOf = ({ flags = '-', from, reporter = 'source', to }: Called) => {
  const [namespace = '', workload = ''] = from.split('/');
  return {
    reporter,
    source_workload: workload,
    source_workload_namespace: namespace,
    source_app: workload,
    source_canonical_service: workload,
    source_principal: 'unknown',
    destination_service: to,
    destination_service_name: to.split('.')[0] ?? '',
    destination_service_namespace: to.split('.')[1] ?? 'unknown',
    request_protocol: 'http',
    response_code: '200',
    response_flags: flags
  };
};

/** Counts calls, as the proxy of one side does. */
export const count = (exporter: Exporter, called: Called, by = 1): void => {
  const { pod = 'pod-0', protocol = 'http' } = called;
  exporter.add(metrics[protocol], { ...labelsOf(called), pod }, by);
};
