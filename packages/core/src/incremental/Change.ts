import type { Config } from '../model/Config.js';
import type { Edge, Source } from '../model/Edge.js';
import type { Instant } from '../model/Instant.js';
import type { Mesh } from '../model/Mesh.js';

/** The lists of a mesh whose objects have a namespace and a name. */
export type Field =
  | 'namespaces'
  | 'services'
  | 'serviceEntries'
  | 'virtualServices'
  | 'fences'
  | 'sidecars'
  | 'pods'
  | 'endpointSlices';

type Set_ = {
  [F in Field]: { readonly _tag: 'Set'; readonly field: F; readonly object: Mesh[F][number] };
}[Field];

/**
 * One difference in a mesh: an object set (made or changed) or removed, some edges added, or a whole part replaced.
 *
 * An added edge takes the place of one with the same caller, destination, port and protocol, its evidence included.
 * Where something expires, every `SetNow` resolves all fences that expiry may concern; nothing expires by less than a
 * minute, so an observer need not set it more often.
 */
export type Change =
  | Set_
  | { readonly _tag: 'Remove'; readonly field: Field; readonly namespace: string; readonly name: string }
  | { readonly _tag: 'SetConfig'; readonly config: Config }
  | {
      readonly _tag: 'SetEdges';
      readonly edges: ReadonlyArray<Edge>;
      readonly sources: ReadonlyArray<Source>;
    }
  | { readonly _tag: 'AddEdges'; readonly edges: ReadonlyArray<Edge> }
  | { readonly _tag: 'SetSources'; readonly sources: ReadonlyArray<Source> }
  | { readonly _tag: 'SetNow'; readonly now: Instant | undefined };
