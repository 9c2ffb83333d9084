import fc from 'fast-check';
import type { Violation } from '@meshfence/test-kit';
import { expect } from 'vitest';

const factor = Number(process.env['FC_RUNS'] ?? '1');

/** So many cases, or as many times as many as somebody wants who hunts for counterexamples. */
export const cases = (runs: number): number => runs * factor;

/** Asserts a law over generated values: every one of them must give no violation. */
export const holds = <A>(values: fc.Arbitrary<A>, law: (value: A) => Violation, runs: number): void =>
  fc.assert(
    fc.property(values, value => {
      expect(law(value)).toBeUndefined();
    }),
    { numRuns: cases(runs) }
  );
