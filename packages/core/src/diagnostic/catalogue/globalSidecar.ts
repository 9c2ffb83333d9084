import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about the global-sidecar's workload. */
export const globalSidecar = {
  'sidecar-inject-off': {
    severity: 'error',
    summary:
      "The global-sidecar shall have no proxy of Istio's. It cannot do without: that proxy knows the mesh, it does not.",
    message: () =>
      "component.globalSidecar.sidecarInject.enable is false: without Istio's proxy the global-sidecar reaches no Service by its rules.",
    remedy: 'Set component.globalSidecar.sidecarInject.enable: true.'
  },
  'sidecar-inject-mode': {
    severity: 'warning',
    summary:
      'In the cluster mode the global-sidecar shall be injected by the labels of its namespace, which is that of the controller. Its pods may stay without a proxy.',
    message: (p: { readonly namespace: string }) =>
      `sidecarInject.mode is "namespace", so that the global-sidecar has a proxy only if the namespace ${quote(p.namespace)} is labelled for injection.`,
    remedy: 'Set sidecarInject.mode: pod, which labels the pods themselves.'
  },
  'component-port-invalid': {
    severity: 'error',
    summary: "A port of the global-sidecar's cannot be used. The default holds.",
    message: (p: {
      readonly field: string;
      readonly port: number;
      readonly why: string;
      readonly used: number;
    }) => `${p.field} cannot be ${p.port}: ${p.why}. ${p.used} is used.`,
    remedy: 'Leave it out, or choose another port.'
  },
  'api-server-unknown': {
    severity: 'warning',
    summary:
      'It is not known where the API server is, so that the global-sidecar does not refuse to forward to it.',
    message: () =>
      'The input has no Service default/kubernetes: the global-sidecar cannot tell the API server from other destinations.',
    remedy:
      'Add the output of "kubectl get service,endpointslices -n default -o yaml" to the input, or list the addresses in general.destinations.deny.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
