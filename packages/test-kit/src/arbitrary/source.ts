import fc from 'fast-check';
import type { Source, Window } from '@meshfence/core';
import { sourceName } from './edge.js';
import { instant } from './instant.js';
import { optional, record } from './record.js';
import type { Flavour } from './universe.js';

const window = (flavour: Flavour): fc.Arbitrary<Window> =>
  record<Window>({ from: instant(flavour), to: optional(instant(flavour)) });

/** A source of edges and when it was watching; windows overlap, and some end before they begin. */
export const source = (flavour: Flavour): fc.Arbitrary<Source> =>
  record<Source>({
    name: sourceName,
    direct: fc.boolean(),
    windows: fc.array(window(flavour), { maxLength: 2 })
  });
