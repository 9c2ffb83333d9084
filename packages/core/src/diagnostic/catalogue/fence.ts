import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about ServiceFences and the Sidecars that follow from them. */
export const fence = {
  'fence-not-enabled': {
    severity: 'info',
    summary: 'A ServiceFence does not say enable: true, so it yields no Sidecar.',
    message: () => 'This fence does not say enable: true, so it yields no Sidecar.',
    remedy: 'Set spec.enable: true.'
  },
  'fence-without-workload': {
    severity: 'info',
    summary:
      'A Service asks for an automatic fence by its label, but selects no pods, so there is nothing to fence.',
    message: (p: { readonly service: string }) =>
      `Service ${p.service} asks for a fence by its label, but selects no pods; none is made.`,
    remedy: 'Remove the label, or create a ServiceFence with spec.workloadSelector.labels.'
  },
  'fence-name-changed': {
    severity: 'info',
    summary:
      'A label value that is no valid object name names an automatic fence; the fence gets a name derived from it.',
    message: (p: { readonly value: string; readonly name: string }) =>
      `${quote(p.value)} is no valid object name; its fence is called ${quote(p.name)}.`,
    remedy: 'Nothing to do.'
  },
  'strategy-incomplete': {
    severity: 'warning',
    summary: 'A recycling strategy lacks the field that it works by. The host is kept as if it were stable.',
    message: (p: { readonly host: string; readonly strategy: string; readonly field: string }) =>
      `The strategy ${p.strategy} of ${quote(p.host)} has no valid ${p.field}; the host is kept as if it were stable.`,
    remedy: 'Fill in the field, or write stable: {}.'
  },
  'strategy-several': {
    severity: 'warning',
    summary:
      'A host has more than one recycling strategy. Of stable, auto and deadline the first one is used.',
    message: (p: { readonly host: string; readonly used: string }) =>
      `${quote(p.host)} has more than one recycling strategy; ${p.used} is used.`,
    remedy: 'Keep one.'
  },
  'label-selector-empty': {
    severity: 'warning',
    summary: 'An empty entry of labelSelector. It matches nothing (unlike an empty Kubernetes selector).',
    message: () => 'An empty selector matches no Service here.',
    remedy: 'Name at least one label, or remove the entry.'
  },
  'selector-empty': {
    severity: 'error',
    summary:
      'The Service of a fence selects no pods, so that its Sidecar would apply to the whole namespace. None is made.',
    message: (p: { readonly service: string }) =>
      `Service ${p.service} has no selector: a Sidecar for it would apply to the whole namespace, so none is made.`,
    remedy: 'Write the labels of the workload into spec.workloadSelector.labels.'
  },
  'selector-invalid': {
    severity: 'error',
    summary: 'The labels that a fence selects by are ones that Istio rejects. No Sidecar is made.',
    message: (p: { readonly selector: string; readonly why: string }) =>
      `${quote(p.selector)} cannot be a workload selector: ${p.why}.`,
    remedy: 'Name labels by their full keys and values.'
  },
  'service-external': {
    severity: 'error',
    summary: 'The Service of a fence is of type ExternalName, which selects no pods. No Sidecar is made.',
    message: (p: { readonly service: string }) =>
      `Service ${p.service} is an ExternalName: it has no workload to fence.`,
    remedy: 'Remove the fence, or write the labels of a workload into spec.workloadSelector.labels.'
  },
  'service-missing': {
    severity: 'error',
    summary:
      'A fence takes its selector from its Service (fromService), and there is no such Service. No Sidecar is made.',
    message: (p: { readonly service: string }) =>
      `There is no Service ${p.service} to take the workload selector from.`,
    remedy: 'Add the Service to the input, or write spec.workloadSelector.labels.'
  },
  'global-sidecar-fenced': {
    severity: 'error',
    summary:
      'A fence selects the global-sidecar, or has its name. The global-sidecar needs the whole mesh, so the fence yields no Sidecar.',
    message: (p: { readonly namespace: string }) =>
      `This fence selects the global-sidecar of ${p.namespace}, which needs the whole mesh.`,
    remedy: 'Remove the fence, or let it select other pods.'
  },
  'selector-overlap': {
    severity: 'warning',
    summary:
      'Two fences select the same workload. Istio applies one Sidecar only, so one of them yields none.',
    message: (p: { readonly winner: string; readonly loser: string }) =>
      `${p.winner} and ${p.loser} select the same workload; the former's scope is used, the latter yields no Sidecar.`,
    remedy: 'Remove one of them, or make their selectors differ in the value of a label.'
  },
  'sidecar-foreign': {
    severity: 'warning',
    summary:
      "A user's own Sidecar selects the workload of a fence. It is respected: the fence yields no Sidecar.",
    message: (p: { readonly sidecar: string }) =>
      `Sidecar ${p.sidecar} selects this workload already and is not ours, so this fence yields none.`,
    remedy: 'Remove that Sidecar, or this fence.'
  },
  'sidecar-name-taken': {
    severity: 'error',
    summary: "A user's own Sidecar has the name that a fence's would have. It is never overwritten.",
    message: (p: { readonly sidecar: string }) =>
      `Sidecar ${p.sidecar} is not ours and has this fence's name; it is left alone, and the fence yields none.`,
    remedy: 'Rename the fence or the Sidecar.'
  },
  'sidecar-default-replaced': {
    severity: 'info',
    summary:
      "A fence's Sidecar takes the place of the namespace's own default Sidecar for its workload, as a whole.",
    message: (p: { readonly sidecar: string }) =>
      `For this workload the fence's Sidecar takes the place of ${p.sidecar}, with everything in it.`,
    remedy:
      'Nothing to do, unless the default holds ingress or outboundTrafficPolicy settings that this workload needs.'
  },
  'namespace-unlisted': {
    severity: 'warning',
    summary:
      'In namespace mode a fence stands in a namespace that the SlimeBoot does not list: no global-sidecar runs there.',
    message: (p: { readonly namespace: string }) =>
      `Namespace ${p.namespace} is not listed in the SlimeBoot, so no global-sidecar runs there, and calls outside the scope are left to Istio.`,
    remedy: 'Add the namespace to general.namespace, or use globalSidecarMode: cluster.'
  },
  'revision-other': {
    severity: 'info',
    summary: 'With strictRev, an object of another revision is not looked at.',
    message: (p: { readonly revision: string; readonly wanted: string }) =>
      `This fence has ${p.revision === '' ? 'no revision' : `revision ${quote(p.revision)}`}, not ${quote(p.wanted)}, and strictRev is set: it is not looked at.`,
    remedy: 'Label it istio.io/rev accordingly, or clear global.strictRev.'
  },
  'workload-unknown': {
    severity: 'info',
    summary:
      'The input has pods in the namespace of a fence, but none that carries the labels that it selects.',
    message: (p: { readonly selector: string; readonly namespace: string; readonly count: number }) =>
      p.count === 1
        ? `No pod carries ${p.selector}.`
        : `No pod carries what ${p.count} fences of namespace ${p.namespace} select, such as ${p.selector}.`,
    remedy:
      'Check spec.workloadSelector; without it the fence selects by the label of global.service and its own name.'
  },
  'status-malformed': {
    severity: 'warning',
    summary: 'An entry of status.metricStatus names no destination_service. It is left out.',
    message: (p: { readonly entry: string }) => `${quote(p.entry)} names no destination_service.`,
    remedy: 'Nothing to do; it will be gone with the next status.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
