import fc from 'fast-check';
import type { Instant } from '@meshfence/core';
import { wilder } from './record.js';
import { epoch } from './universe.js';
import type { Flavour } from './universe.js';

const hour = 3_600_000;
const week = 168;

/** The ends of the calendar: the farthest instants that decoding lets through. */
const ends = fc.constantFrom<Instant.Instant>(0, -1, 1, 8.64e15, -8.64e15);

/** An instant in the two weeks around which everything happens, on the hour so that instants coincide. */
export const instant = (flavour: Flavour): fc.Arbitrary<Instant.Instant> =>
  wilder(
    flavour,
    fc.integer({ min: 0, max: 2 * week }).map(hours => epoch + hours * hour),
    fc.oneof(
      ends,
      fc.integer({ min: 0, max: week * hour }).map(offset => epoch + offset)
    )
  );

/** What time it is in a mesh: mostly known, mostly after what happened. */
export const now = (flavour: Flavour): fc.Arbitrary<Instant.Instant | undefined> =>
  fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 4 * week }).map(hours => epoch + hours * hour), weight: 3 },
    { arbitrary: fc.constant(undefined), weight: 1 },
    { arbitrary: instant(flavour), weight: 1 }
  );

/** A duration above zero. */
export const duration = (flavour: Flavour): fc.Arbitrary<Instant.Duration> =>
  wilder(
    flavour,
    fc.integer({ min: 1, max: 2 * week }).map(hours => hours * hour),
    fc.constantFrom<Instant.Duration>(1, 999, 8.64e15)
  );
