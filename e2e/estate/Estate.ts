export interface Port {
  readonly name: string;
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** A Service; `external` is an alias for its `externalName`. */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly shape: 'plain' | 'headless' | 'external';
  readonly externalName: string;
  readonly ports: ReadonlyArray<Port>;
  readonly exportTo: ReadonlyArray<string>;
}

export interface ServiceEntry {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: ReadonlyArray<string>;
  readonly ports: ReadonlyArray<Port>;
  readonly exportTo: ReadonlyArray<string>;
}

/** Without a port: all that the host has. */
export interface Destination {
  readonly host: string;
  readonly port: number | undefined;
}

/** `sources` has one item per match; undefined where a match does not ask for a namespace. */
export interface Route {
  readonly protocol: 'http' | 'tcp' | 'tls';
  readonly sources: ReadonlyArray<string | undefined>;
  readonly destinations: ReadonlyArray<Destination>;
  readonly mirrors: ReadonlyArray<Destination>;
  readonly delegate: { readonly namespace: string | undefined; readonly name: string } | undefined;
}

/** One without hosts is somebody's delegate. No gateways means: the mesh. */
export interface VirtualService {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: ReadonlyArray<string>;
  readonly gateways: ReadonlyArray<string>;
  readonly routes: ReadonlyArray<Route>;
  readonly exportTo: ReadonlyArray<string>;
}

/** A ServiceFence of the workload with the label `app: NAME`. */
export interface Fence {
  readonly namespace: string;
  readonly name: string;
  readonly hosts: ReadonlyArray<string>;
  readonly namespaces: ReadonlyArray<string>;
}

/** A call that was seen. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** All of a random mesh. */
export interface Estate {
  readonly services: ReadonlyArray<Service>;
  readonly serviceEntries: ReadonlyArray<ServiceEntry>;
  readonly virtualServices: ReadonlyArray<VirtualService>;
  readonly fences: ReadonlyArray<Fence>;
  readonly edges: ReadonlyArray<Edge>;
  readonly egressHosts: 'wildcard' | 'exact';
}
