import fc from 'fast-check';
import type { Change } from '@meshfence/core';
import { fields } from '../fields.js';
import { config } from './config.js';
import { edge } from './edge.js';
import { endpointSlice } from './endpointSlice.js';
import { fence } from './fence.js';
import { now } from './instant.js';
import { namespaceName, objectName } from './meta.js';
import { namespace } from './namespace.js';
import { pod } from './pod.js';
import { service } from './service.js';
import { serviceEntry } from './serviceEntry.js';
import { sidecar } from './sidecar.js';
import { source } from './source.js';
import type { Flavour } from './universe.js';
import { virtualService } from './virtualService.js';

/** The making or changing of an object. */
export type SetChange = Extract<Change, { readonly _tag: 'Set' }>;

/** An object of some kind, made or changed. */
export const set = (flavour: Flavour): fc.Arbitrary<SetChange> =>
  fc.oneof(
    fence(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'fences', object })),
    service(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'services', object })),
    serviceEntry(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'serviceEntries', object })),
    virtualService(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'virtualServices', object })),
    sidecar(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'sidecars', object })),
    pod(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'pods', object })),
    endpointSlice(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'endpointSlices', object })),
    namespace(flavour).map((object): SetChange => ({ _tag: 'Set', field: 'namespaces', object }))
  );

/** A removal, of something that is there as often as not. */
const remove = (flavour: Flavour): fc.Arbitrary<Change> =>
  fc
    .tuple(fc.constantFrom(...fields), namespaceName, objectName(flavour))
    .map(([field, where, name]): Change =>
      field === 'namespaces'
        ? { _tag: 'Remove', field, namespace: '', name: where }
        : { _tag: 'Remove', field, namespace: where, name }
    );

const setEdges = (flavour: Flavour): fc.Arbitrary<Change> =>
  fc
    .tuple(fc.array(edge(flavour), { maxLength: 6 }), fc.array(source(flavour), { maxLength: 2 }))
    .map(([edges, sources]): Change => ({ _tag: 'SetEdges', edges, sources }));

const addEdges = (flavour: Flavour): fc.Arbitrary<Change> =>
  fc.array(edge(flavour), { maxLength: 3 }).map((edges): Change => ({ _tag: 'AddEdges', edges }));

const setSources = (flavour: Flavour): fc.Arbitrary<Change> =>
  fc.array(source(flavour), { maxLength: 2 }).map((sources): Change => ({ _tag: 'SetSources', sources }));

/** One difference in a mesh. */
export const change = (flavour: Flavour = 'any'): fc.Arbitrary<Change> =>
  fc.oneof(
    { arbitrary: set(flavour), weight: 8 },
    { arbitrary: remove(flavour), weight: 4 },
    { arbitrary: setEdges(flavour), weight: 2 },
    { arbitrary: addEdges(flavour), weight: 2 },
    { arbitrary: setSources(flavour), weight: 1 },
    { arbitrary: now(flavour).map((at): Change => ({ _tag: 'SetNow', now: at })), weight: 1 },
    { arbitrary: config(flavour).map((each): Change => ({ _tag: 'SetConfig', config: each })), weight: 1 }
  );

/** The changes of one step: they arrive together. */
export const changes = (flavour: Flavour = 'any'): fc.Arbitrary<ReadonlyArray<Change>> =>
  fc.array(change(flavour), { maxLength: 4 });
