import fc from 'fast-check';
import { keyOf } from '@meshfence/core';
import type { Mesh, Meta, VirtualService } from '@meshfence/core';
import { config } from './config.js';
import { edge } from './edge.js';
import { endpointSlice } from './endpointSlice.js';
import { fence } from './fence.js';
import { hearing } from './hearing.js';
import { now } from './instant.js';
import { namespace } from './namespace.js';
import { pod } from './pod.js';
import { record, seldom } from './record.js';
import { service } from './service.js';
import { serviceEntry } from './serviceEntry.js';
import { sidecar } from './sidecar.js';
import { source } from './source.js';
import type { Flavour } from './universe.js';
import { cycle, delegation, virtualService } from './virtualService.js';

interface Named {
  readonly meta: Meta;
}

const uniqueByKey = <A extends Named>(all: ReadonlyArray<A>): ReadonlyArray<A> => [
  ...new Map(all.map(each => [keyOf(each.meta), each] as const)).values()
];

/** Objects of one kind, each key once: an API server holds no two of a name. */
const several = <A extends Named>(one: fc.Arbitrary<A>, maxLength: number): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.uniqueArray(one, { maxLength, selector: ({ meta }) => keyOf(meta) });

const virtualServices = (flavour: Flavour): fc.Arbitrary<ReadonlyArray<VirtualService>> =>
  fc
    .tuple(
      seldom<ReadonlyArray<VirtualService>>(fc.constant([]), cycle(flavour), 4),
      seldom<ReadonlyArray<VirtualService>>(fc.constant([]), delegation(flavour), 4),
      several(virtualService(flavour), 3)
    )
    .map(parts => uniqueByKey(parts.flat()));

const edges = (flavour: Flavour): fc.Arbitrary<Mesh['edges']> =>
  fc.uniqueArray(edge(flavour), {
    maxLength: 8,
    selector: ({ from, to, port, protocol }) => JSON.stringify([from, to, port, protocol])
  });

const meshOf = (flavour: Flavour): fc.Arbitrary<Mesh> =>
  record<Mesh>({
    config: config(flavour),
    namespaces: several(namespace(flavour), 3),
    services: several(service(flavour), 7),
    serviceEntries: several(serviceEntry(flavour), 3),
    virtualServices: virtualServices(flavour),
    fences: several(fence(flavour), 4),
    sidecars: several(sidecar(flavour), 2),
    pods: several(pod(flavour), 4),
    endpointSlices: several(endpointSlice(flavour), 2),
    edges: edges(flavour),
    sources: fc.array(source(flavour), { maxLength: 2 }),
    now: now(flavour),
    hearings: fc.array(hearing(flavour), { maxLength: 2 })
  });

/** A mesh in which anything may stand, in names and hosts above all. */
export const mesh = (): fc.Arbitrary<Mesh> => meshOf('any');

/** A valid mesh, which survives being written as manifests and read again. */
export const plainMesh = (): fc.Arbitrary<Mesh> => meshOf('plain');
