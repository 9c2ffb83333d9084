import type { DispatchRule } from '../dispatch/DispatchRule.js';
import type { Host } from '../model/Host.js';
import type { Labels } from '../model/Labels.js';
import type { Mesh } from '../model/Mesh.js';
import type { Key, Meta } from '../model/Meta.js';
import type { Definition } from './Definition.js';
import type { HostTable } from './HostTable.js';
import type { Routing } from './Routing.js';

/** A host of the registry, as far as scopes depend on it. */
export type Known = Omit<Definition, 'ports'>;

type Named = Pick<Meta, 'namespace' | 'name'>;

/**
 * What resolving a fence may look up, and no more: scopes follow from the fence, its edges, and this.
 *
 * Narrower than `Index`, so that whoever tells which scopes a change bears on need look at these parts only.
 */
export interface Registry {
  readonly mesh: Pick<Mesh, 'config'>;
  readonly clusterDomain: string;
  /** Whether everything is exported to everybody, so that nobody needs to ask. */
  readonly isPublic: boolean;
  /** Whether routes are the same for the callers of all namespaces. */
  readonly isUniform: boolean;
  /** Whether there is neither a Service nor a ServiceEntry: nothing can be said of unknown hosts then. */
  readonly isEmpty: boolean;
  readonly hasNamespaces: boolean;
  readonly namespaces: { readonly has: (name: string) => boolean };
  readonly services: {
    readonly has: (key: Key) => boolean;
    readonly get: (key: Key) => { readonly headless: boolean } | undefined;
  };
  readonly servicesOf: (namespace: string) => ReadonlyArray<{ readonly meta: Named }>;
  /** The Services that carry all of these labels, whatever their namespace. */
  readonly servicesLabelled: (labels: Labels) => ReadonlyArray<{ readonly meta: Named }>;
  readonly definitions: HostTable<Known>;
  readonly definitionsOf: (namespace: string) => ReadonlyArray<Known>;
  readonly routings: HostTable<Routing>;
  readonly addresses: { readonly get: (address: string) => ReadonlyArray<Host> | undefined };
  /** The dispatch rules that can work, in their order. */
  readonly dispatches: ReadonlyArray<DispatchRule>;
}
