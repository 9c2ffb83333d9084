import fc from 'fast-check';
import type { Strategy } from '@meshfence/core';
import { duration, instant } from './instant.js';
import { optional, record } from './record.js';
import type { Flavour } from './universe.js';

type Auto = Extract<Strategy, { readonly _tag: 'Auto' }>;

const auto = (flavour: Flavour): fc.Arbitrary<Strategy> =>
  record<Auto>({
    _tag: fc.constant<'Auto'>('Auto'),
    after: duration(flavour),
    recentlyCalled: optional(instant(flavour))
  });

/** Each of the recycling strategies, stable ones most often. */
export const strategy = (flavour: Flavour): fc.Arbitrary<Strategy> =>
  fc.oneof(
    { arbitrary: fc.constant<Strategy>({ _tag: 'Stable' }), weight: 3 },
    { arbitrary: instant(flavour).map((at): Strategy => ({ _tag: 'Deadline', at })), weight: 1 },
    { arbitrary: auto(flavour), weight: 1 }
  );
