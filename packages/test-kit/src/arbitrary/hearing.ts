import fc from 'fast-check';
import type { Hearing, Unlearned } from '@meshfence/core';
import { caller, sourceName } from './edge.js';
import { destination } from './host.js';
import { instant } from './instant.js';
import { optional, record, wilder } from './record.js';
import type { Flavour } from './universe.js';

const unlearned = (flavour: Flavour): fc.Arbitrary<Unlearned> =>
  record<Unlearned>({
    why: fc.constantFrom('unreached', 'caller-unknown', 'blocked', 'a word of its own'),
    to: optional(destination(flavour)),
    count: wilder(flavour, fc.integer({ min: 1, max: 100 }), fc.constantFrom(0, -1, 0.5, 1e300)),
    lastSeen: instant(flavour)
  });

/** What a source of the universe has heard of a workload. */
export const hearing = (flavour: Flavour): fc.Arbitrary<Hearing> =>
  record<Hearing>({
    source: sourceName,
    caller: caller(flavour),
    lastHeard: instant(flavour),
    unlearned: fc.array(unlearned(flavour), { maxLength: 2 })
  });
