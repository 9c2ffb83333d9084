import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about the hosts of a scope. */
export const scope = {
  'host-invalid': {
    severity: 'error',
    summary:
      'A host that a fence or the SlimeBoot names is one that Istio would reject, and with it the whole Sidecar. It is left out.',
    message: (p: { readonly host: string; readonly why: string }) =>
      `${quote(p.host)} cannot be a host of a Sidecar: ${p.why}.`,
    remedy: 'Mend the name: a DNS name, a wildcard such as *.example.com, namespace/* or namespace/host.'
  },
  'edge-invalid': {
    severity: 'warning',
    summary: 'An observed destination is no host that Istio would accept. It is not added to the scope.',
    message: (p: { readonly host: string; readonly why: string }) =>
      `The observed destination ${quote(p.host)} cannot be a host of a Sidecar: ${p.why}.`,
    remedy: 'Remove the edge if it is noise.'
  },
  'edge-address-unknown': {
    severity: 'info',
    summary:
      'An observed destination is an IP address that belongs to no Service, pod or ServiceEntry of the input.',
    message: (p: { readonly address: string }) =>
      `${p.address} belongs to no Service, pod or ServiceEntry of the input.`,
    remedy: 'Add Services, pods or EndpointSlices to the input, or a ServiceEntry for the address.'
  },
  'edge-caller-unknown': {
    severity: 'info',
    summary: 'No fence covers the caller of an edge, so the edge has no effect.',
    message: (p: { readonly caller: string; readonly count: number }) =>
      `No fence covers ${p.caller}; ${p.count === 1 ? 'its edge has' : `its ${p.count} edges have`} no effect.`,
    remedy: 'Create a fence for it, or leave it unfenced: it then gets the whole mesh.'
  },
  'alias-invalid': {
    severity: 'warning',
    summary: 'A domain alias gives a host that Istio would reject. It is left out.',
    message: (p: { readonly host: string; readonly alias: string; readonly why: string }) =>
      `The alias ${quote(p.alias)} of ${quote(p.host)} cannot be a host of a Sidecar: ${p.why}.`,
    remedy: 'Mend the template, or make the pattern stricter.'
  },
  'host-unknown': {
    severity: 'info',
    summary:
      'A static host that no Service or ServiceEntry of the input has. It is kept, and selects nothing as yet.',
    message: (p: { readonly host: string; readonly suggestion: string | undefined }) =>
      `No Service or ServiceEntry of the input has the host ${quote(p.host)}.` +
      (p.suggestion === undefined ? '' : ` Did you mean ${quote(p.suggestion)}?`),
    remedy: 'Check the name, or add the missing manifest to the input.'
  },
  'host-invisible': {
    severity: 'warning',
    summary: 'A host is not exported (exportTo) to the namespace of the fence. It is not added.',
    message: (p: { readonly host: string; readonly namespace: string }) =>
      `${quote(p.host)} is not exported to namespace ${p.namespace}, so it is not added.`,
    remedy: 'Export it to that namespace (exportTo), or remove the dependency.'
  },
  'host-denied': {
    severity: 'warning',
    summary: 'A deny rule of the SlimeBoot keeps a host out of a scope.',
    message: (p: { readonly host: string; readonly rule: string }) =>
      `${quote(p.host)} is kept out by the deny rule ${quote(p.rule)}.`,
    remedy: 'Remove the dependency, or the rule (general.denyHosts).'
  },
  'deny-bypassed': {
    severity: 'error',
    summary:
      'An entry for many hosts (a namespace, a wildcard) brings in a host that a deny rule keeps out. Istio cannot take single hosts out of such an entry.',
    message: (p: { readonly entry: string; readonly host: string; readonly rule: string }) =>
      `${quote(p.entry)} brings in ${quote(p.host)}, which the deny rule ${quote(p.rule)} keeps out.`,
    remedy: 'Name the hosts that are needed one by one, or give up the rule.'
  },
  'host-unresolved': {
    severity: 'info',
    summary:
      'With egressHosts: exact, a host that nothing in the input defines has no namespace to be written with. It is left out of the Sidecar until something defines it.',
    message: (p: { readonly host: string }) =>
      `Nothing in the input defines ${quote(p.host)}, so it has no exact form.`,
    remedy: 'Add the Service or ServiceEntry to the input, or use egressHosts: wildcard.'
  },
  'scope-everything': {
    severity: 'warning',
    summary: 'A fence depends on */*, so that its scope is the whole mesh and the fence has no effect.',
    message: () => 'This fence depends on */*: its scope is the whole mesh.',
    remedy: 'Name what the workload needs, or remove the fence.'
  },
  'exclusion-unsupported': {
    severity: 'warning',
    summary:
      'An exclusion (~/* or ~namespace/*). Istio understands it differently in different releases, so it is never emitted.',
    message: (p: { readonly host: string }) =>
      `${quote(p.host)} excludes hosts, which releases of Istio understand differently; it is left out.`,
    remedy: 'Remove it; a scope contains only what is named.'
  },
  'namespace-unknown': {
    severity: 'info',
    summary: 'A fence depends on a namespace that the input does not have.',
    message: (p: { readonly namespace: string }) =>
      `There is no Namespace ${quote(p.namespace)} in the input.`,
    remedy: 'Check the name.'
  },
  'delegate-missing': {
    severity: 'warning',
    summary:
      'A VirtualService delegates to one that is not there, has hosts of its own, delegates further or is not exported to it. The route is left out, as in Istio.',
    message: (p: { readonly delegate: string; readonly why: string }) =>
      `The delegate ${p.delegate} cannot be used: it ${p.why}.`,
    remedy:
      'Mend the name or the delegate: it must have no hosts, no delegates of its own, and be exported here.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
