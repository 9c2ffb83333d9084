import fc from 'fast-check';
import type { Change, Field, Mesh } from '@meshfence/core';
import { fields } from '../fields.js';
import { change, set } from './change.js';
import type { SetChange } from './change.js';
import type { Flavour } from './universe.js';

/**
 * Something that happens to what a mesh has by then: an object or an edge is taken away, or an object is given one part
 * of another one of its kind.
 *
 * `at` and `part` count round and round, so that they always hit where there is anything to hit.
 */
export type Aim =
  | { readonly _tag: 'Take'; readonly field: Field; readonly at: number }
  | { readonly _tag: 'TakeEdge'; readonly at: number }
  | { readonly _tag: 'Graft'; readonly donor: SetChange; readonly at: number; readonly part: number };

/** A change, or what becomes one as soon as it is known what there is. */
export type Move = Change | Aim;

const index = fc.nat({ max: 20 });

const aim = (flavour: Flavour): fc.Arbitrary<Aim> =>
  fc.oneof(
    fc.record({ _tag: fc.constant<'Take'>('Take'), field: fc.constantFrom(...fields), at: index }),
    fc.record({ _tag: fc.constant<'TakeEdge'>('TakeEdge'), at: index }),
    {
      arbitrary: fc.record({
        _tag: fc.constant<'Graft'>('Graft'),
        donor: set(flavour),
        at: index,
        part: index
      }),
      weight: 3
    }
  );

/** One thing that happens to a mesh, aimed at what is there as often as not. */
export const move = (flavour: Flavour = 'any'): fc.Arbitrary<Move> =>
  fc.oneof<fc.Arbitrary<Move>[]>(change(flavour), aim(flavour));

/** What happens at once. */
export const moves = (flavour: Flavour = 'any'): fc.Arbitrary<ReadonlyArray<Move>> =>
  fc.array(move(flavour), { maxLength: 4 });

const picked = <A>(all: ReadonlyArray<A>, at: number): A | undefined => all[at % all.length];

/** An object with one part of a donor, under its own name. */
const grafted = <A extends SetChange['object']>(object: A, donor: SetChange['object'], part: number): A => {
  const key = picked(Object.keys(donor), part) ?? 'meta';
  const { namespace, name } = object.meta;
  return {
    ...object,
    [key]: donor[key as keyof typeof donor],
    ...(key === 'meta' ? { meta: { ...donor.meta, namespace, name } } : {})
  };
};

const ofAim = (mesh: Mesh, each: Aim): ReadonlyArray<Change> => {
  switch (each._tag) {
    case 'Take': {
      const object = picked<Mesh[Field][number]>(mesh[each.field], each.at);
      return object === undefined ? [] : [{ _tag: 'Remove', field: each.field, ...object.meta }];
    }
    case 'TakeEdge': {
      const edge = picked(mesh.edges, each.at);
      const edges = mesh.edges.filter(other => other !== edge);
      return [{ _tag: 'SetEdges', edges, sources: mesh.sources }];
    }
    case 'Graft': {
      const { field } = each.donor;
      const object = picked<Mesh[Field][number]>(mesh[field], each.at);
      const made = object === undefined ? each.donor.object : grafted(object, each.donor.object, each.part);
      return [{ ...each.donor, object: made } as SetChange];
    }
  }
};

const isAim = (each: Move): each is Aim =>
  each._tag === 'Take' || each._tag === 'TakeEdge' || each._tag === 'Graft';

/** The changes that a move comes to, in a mesh. */
export const changesOf = (mesh: Mesh, each: Move): ReadonlyArray<Change> =>
  isAim(each) ? ofAim(mesh, each) : [each];
