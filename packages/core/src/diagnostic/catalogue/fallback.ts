import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Every finding about a dispatch rule names it. */
export interface InRule {
  readonly rule: string;
}

/** Findings about where traffic outside the scopes goes. */
export const fallback = {
  'dispatch-template-invalid': {
    severity: 'error',
    summary:
      'The cluster of a dispatch rule is a template that cannot be filled in. The rule is left out: an empty text would send its traffic nowhere.',
    message: (p: InRule & { readonly cluster: string; readonly why: string }) =>
      `The cluster ${quote(p.cluster)} of the dispatch rule ${quote(p.rule)} cannot be filled in: ${p.why}.`,
    remedy:
      'Templates know .Values (the spec of the SlimeBoot), print, printf, default and quote. Or write the cluster out.'
  },
  'dispatch-cluster-unknown': {
    severity: 'warning',
    summary:
      'A dispatch rule names a cluster that Istio does not make. A proxy without that cluster answers 503.',
    message: (p: InRule & { readonly cluster: string }) =>
      p.cluster === ''
        ? `The dispatch rule ${quote(p.rule)} names no cluster; it is left out.`
        : `The dispatch rule ${quote(p.rule)} names ${quote(p.cluster)}, which is no cluster of Istio's.`,
    remedy:
      'Write outbound|PORT||HOST, _GLOBAL_SIDECAR or PassthroughCluster, or see that every proxy has that cluster.'
  },
  'dispatch-port-missing': {
    severity: 'warning',
    summary:
      'A dispatch rule names a port that its host does not have, so there is no such cluster: the proxies answer 503.',
    message: (p: InRule & { readonly host: string; readonly port: number; readonly ports: string }) =>
      `The dispatch rule ${quote(p.rule)} names port ${p.port} of ${quote(p.host)}, which has ${p.ports}.`,
    remedy: 'Name a port of the Service (not its targetPort).'
  },
  'dispatch-without-global-sidecar': {
    severity: 'error',
    summary: 'A dispatch rule sends traffic to the global-sidecar, and there is none. The rule is left out.',
    message: (p: InRule) =>
      `The dispatch rule ${quote(p.rule)} sends traffic to the global-sidecar, but there is none.`,
    remedy: 'Set component.globalSidecar.enable: true with the mode cluster or namespace, or drop the rule.'
  },
  'dispatch-domain-invalid': {
    severity: 'error',
    summary: 'A domain of a dispatch rule has a form that Envoy does not have. It is left out.',
    message: (p: InRule & { readonly domain: string }) =>
      `${quote(p.domain)} in the dispatch rule ${quote(p.rule)} is no domain.`,
    remedy: 'Write a name, *.name, name.* or *; for anything else there is domainRegex.'
  },
  'dispatch-empty': {
    severity: 'warning',
    summary: 'A dispatch rule has neither domains nor a domainRegex, so it matches nothing. It is left out.',
    message: (p: InRule) => `The dispatch rule ${quote(p.rule)} has neither domains nor a domainRegex.`,
    remedy: 'Name the domains; "*" stands for everything.'
  },
  'dispatch-shadowed': {
    severity: 'warning',
    summary: 'A dispatch rule stands behind one that takes everything, so it is never reached.',
    message: (p: InRule & { readonly by: string }) =>
      `The dispatch rule ${quote(p.rule)} is never reached: ${quote(p.by)} before it takes everything.`,
    remedy: 'Put the rule with the domain "*" last.'
  },
  'dispatch-domain-duplicate': {
    severity: 'warning',
    summary: 'A domain stands in the dispatch rules more than once. The first one counts.',
    message: (p: InRule & { readonly domain: string; readonly by: string }) =>
      `${quote(p.domain)} stands in the dispatch rule ${quote(p.by)} already; ${quote(p.rule)} does not get it.`,
    remedy: 'Leave the domain in one rule.'
  },
  'dispatch-overruled': {
    severity: 'info',
    summary:
      'A dispatch rule names a host that the mesh has. Where a scope has that host, its own routes win over the rule.',
    message: (p: InRule & { readonly domain: string }) =>
      `${quote(p.domain)} of the dispatch rule ${quote(p.rule)} is a host of the mesh; its own routes win where a scope has it.`,
    remedy: 'Use a VirtualService to send a host of the mesh elsewhere.'
  },
  'dispatch-without-default': {
    severity: 'info',
    summary:
      'There are dispatch rules, and none of them takes the rest of the traffic. It is left to Istio, as in Slime.',
    message: () => 'No dispatch rule takes what the others leave; it is left to Istio.',
    remedy: 'Add a last rule with the domain "*" and the cluster _GLOBAL_SIDECAR to keep the fallback.'
  },
  'wormhole-ports-none': {
    severity: 'warning',
    summary:
      'No port is looked at for traffic outside the scopes, so that neither the global-sidecar nor a dispatch rule gets any.',
    message: (p: { readonly isAutomatic: boolean }) =>
      p.isAutomatic
        ? 'No Service or ServiceEntry of the input has an HTTP port: traffic outside the scopes is left to Istio.'
        : 'There is no wormhole port: traffic outside the scopes is left to Istio.',
    remedy:
      'List the ports of your Services in general.wormholePort, or set general.autoPort: true and add the Services to the input.'
  },
  'global-sidecar-unused': {
    severity: 'warning',
    summary: 'There is a global-sidecar, and no route leads to it.',
    message: () =>
      'No route leads to the global-sidecar: passthroughByDefault or the dispatch rules take all traffic.',
    remedy:
      'Drop passthroughByDefault, add a rule with the cluster _GLOBAL_SIDECAR, or switch the component off.'
  },
  'dispatch-passes-all': {
    severity: 'info',
    summary:
      'A dispatch rule sends everything to PassthroughCluster. That holds under REGISTRY_ONLY too, and so undoes it on these ports.',
    message: (p: InRule) =>
      `The dispatch rule ${quote(p.rule)} passes everything through, also where Istio's policy refuses unknown destinations.`,
    remedy: "Leave the rule out to keep Istio's own policy, or name the domains."
  },
  'fallback-too-large': {
    severity: 'error',
    summary:
      'The routes of a port are more than the API server stores in one object (1.5 MB). It refuses the EnvoyFilter.',
    message: (p: { readonly port: number; readonly rules: number; readonly kilobytes: number }) =>
      `The ${p.rules} routes of port ${p.port} take ${p.kilobytes} kB, more than the API server stores.`,
    remedy: 'Use fewer rules: put domains with the same cluster into one.'
  },
  'global-sidecar-off': {
    severity: 'info',
    summary: 'There are wormhole ports but no global-sidecar: unmatched traffic is left to Istio.',
    message: () => 'component.globalSidecar is not switched on: traffic outside the scopes is left to Istio.',
    remedy: 'Set component.globalSidecar.enable: true, or globalSidecarMode: no if that is what you want.'
  },
  'namespaces-none': {
    severity: 'error',
    summary: 'The mode is namespace, and no namespace is listed: there is no global-sidecar at all.',
    message: () => 'globalSidecarMode is "namespace", but general.namespace lists none.',
    remedy: 'List the namespaces that use lazyload, or choose the mode cluster.'
  },
  'namespace-root': {
    severity: 'error',
    summary:
      "Istio's own namespace is listed for the namespace mode. Routes there would reach the whole mesh; it is left out.",
    message: (p: { readonly namespace: string }) =>
      `${quote(p.namespace)} is Istio's own namespace: its routes would reach the whole mesh.`,
    remedy: 'Leave it out, or choose the mode cluster.'
  },
  'port-server-first': {
    severity: 'error',
    summary:
      'A wormhole port is used by a protocol in which the server speaks first. Looking for HTTP there would hang every connection that no scope has; the port is left out.',
    message: (p: { readonly port: number; readonly by: string }) =>
      `Port ${p.port} cannot be a wormhole port: ${p.by}, where the server speaks first.`,
    remedy: 'Leave the port out; import such Services statically (spec.host, or general.stableHost).'
  },
  'port-shared-with-tcp': {
    severity: 'warning',
    summary:
      'A wormhole port is also a TCP port of some Service. Where no scope has that Service and its server speaks first, connections hang.',
    message: (p: { readonly port: number; readonly service: string }) =>
      `Port ${p.port} is a wormhole port, and a TCP port of ${p.service}.`,
    remedy:
      'If its server speaks first, add its host to general.stableHost, or set protocolDetectionTimeout in the meshConfig.'
  },
  'h2-unsupported': {
    severity: 'warning',
    summary:
      'HTTP/2 or gRPC is spoken on a wormhole port, and supportH2 is off. gRPC calls outside the scopes lose their trailers and fail.',
    message: (p: { readonly port: number; readonly service: string; readonly protocol: string }) =>
      `${p.service} speaks ${p.protocol} on port ${p.port}, but supportH2 is off.`,
    remedy: 'Set general.supportH2: true.'
  },
  'sidecar-without-fallback': {
    severity: 'warning',
    summary:
      "A user's own Sidecar lacks the global-sidecar or the target of a dispatch rule. Its workloads get 503 where Istio would have passed traffic through.",
    message: (p: { readonly sidecar: string; readonly host: string }) =>
      `The Sidecar ${p.sidecar} does not import ${quote(p.host)}, to which the fallback routes send traffic.`,
    remedy: 'Add the host to its egress hosts.'
  },
  'global-sidecar-narrowed': {
    severity: 'error',
    summary:
      "A user's own Sidecar selects the global-sidecar's pods, which need the whole mesh. Ours is not made beside it.",
    message: (p: { readonly sidecar: string }) =>
      `The Sidecar ${p.sidecar} selects the global-sidecar, which needs the whole mesh.`,
    remedy: 'Remove it, or make it */*.'
  },
  'proxy-version-unusable': {
    severity: 'error',
    summary:
      'proxyVersion is an expression that Istio does not take. There are no routes outside the scopes: without the limit they would reach proxies that were to be left alone.',
    message: (p: { readonly why: string }) =>
      `proxyVersion cannot be used, so there are no routes outside the scopes: ${p.why}.`,
    remedy: 'Write an RE2 expression of up to 1024 characters.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
