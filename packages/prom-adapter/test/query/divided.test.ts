import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../src/client/Answer.js';
import { Failure } from '../../src/client/Failure.js';
import { divided } from '../../src/query/divided.js';
import type { Divisible } from '../../src/query/divided.js';

/** Questions as texts: the values that are asked for, or nothing for all. */
const question: Divisible = {
  of: part => (part === undefined ? 'all' : JSON.stringify(part)),
  parts: 'parts',
  label: 'ns'
};

const answer = (values: ReadonlyArray<string>): Answer => ({
  samples: values.map(ns => ({ labels: ns === '' ? {} : { ns }, value: 1 })),
  warnings: [],
  malformed: 0,
  isComplete: true
});

/** A server that gives so much at once, of values that have weights. */
const server = (limit: number, weights: Readonly<Record<string, number>>) => {
  const asked: Array<string> = [];
  const ask = (promql: string): Promise<Answer> => {
    asked.push(promql);
    const all = Object.keys(weights);
    if (promql === 'parts') return Promise.resolve(answer(all));
    const values = promql === 'all' ? all : (JSON.parse(promql) as ReadonlyArray<string>);
    const weight = values.reduce((sum, value) => sum + (weights[value] ?? 0), 0);
    return weight > limit
      ? Promise.reject(new Failure('too-much', 'too many samples', 422))
      : Promise.resolve(answer(values));
  };
  return { ask, asked };
};

const valuesIn = ({ samples }: Answer) => samples.map(({ labels }) => labels['ns'] ?? '');

test('what fits is asked once', async () => {
  const { ask, asked } = server(10, { a: 1, b: 2 });
  expect(valuesIn(await divided()(ask, question))).toEqual(['a', 'b']);
  expect(asked).toEqual(['all']);
});

test('what is too much is asked in halves, and from then on', async () => {
  const { ask, asked } = server(2, { a: 1, b: 1, c: 1, d: 1 });
  const again = divided();
  expect(valuesIn(await again(ask, question))).toEqual(['a', 'b', 'c', 'd']);
  expect(asked).toEqual(['all', 'parts', '["a","b","c","d"]', '["a","b"]', '["c","d"]']);
  asked.length = 0;
  await again(ask, question);
  expect(asked).toEqual(['parts', '["a","b"]', '["c","d"]']);
});

test('one piece is tried again after a while', async () => {
  const weights = { a: 1, b: 1 };
  const again = divided();
  await again(server(1, weights).ask, question);
  const asked: Array<ReadonlyArray<string>> = [];
  for (let round = 0; round < 21; round += 1) {
    const grown = server(9, weights);
    await again(grown.ask, question);
    asked.push(grown.asked);
  }
  expect(asked.findIndex(each => each.includes('all'))).toBe(19);
  expect(asked.at(-1)).toEqual(['all']);
});

test('a value that is too much for itself costs itself, and the answer its completeness', async () => {
  const { ask } = server(2, { a: 1, huge: 9, z: 1 });
  const found = await divided()(ask, question);
  expect([valuesIn(found), found.isComplete, found.warnings]).toEqual([
    ['a', 'z'],
    false,
    ['too many samples']
  ]);
});

test('another failure is one', async () => {
  const ask = (promql: string): Promise<Answer> =>
    Promise.reject(new Failure(promql === 'all' ? 'too-much' : 'unreachable', 'gone'));
  await expect(divided()(ask, question)).rejects.toMatchObject({ kind: 'unreachable' });
});

test('whatever the weights, everything that fits is found once, and new values too', async () => {
  const weights = fc.dictionary(fc.stringMatching(/^[a-z]{0,3}$/), fc.nat(6), { maxKeys: 20 });
  await fc.assert(
    fc.asyncProperty(weights, weights, fc.integer({ min: 1, max: 10 }), async (first, later, limit) => {
      const ask = divided();
      await ask(server(limit, first).ask, question);
      const found = await ask(server(limit, later).ask, question);
      const fitting = Object.keys(later).filter(each => (later[each] ?? 0) <= limit);
      expect(valuesIn(found).toSorted()).toEqual(fitting.toSorted());
      expect(found.isComplete).toBe(fitting.length === Object.keys(later).length);
    }),
    { numRuns: 200 }
  );
});
