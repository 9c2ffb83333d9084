import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines } from '../../src/client/jsonLines.js';

const read = async (chunks: ReadonlyArray<Buffer>): Promise<ReadonlyArray<unknown>> => {
  const values: Array<unknown> = [];
  for await (const value of jsonLines(Readable.from(chunks))) values.push(value);
  return values;
};

const cut = (bytes: Buffer, places: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const ends = [...new Set(places.map(place => place % (bytes.length + 1))), bytes.length].sort(
    (a, b) => a - b
  );
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

test('wherever a stream is cut, the same values come out of it', async () => {
  const values = fc.array(fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(values, fc.array(fc.nat(2000), { maxLength: 20 }), async (written, places) => {
      const text = written.map(value => `${JSON.stringify(value)}\n`).join('');
      const expected = written.map(value => JSON.parse(JSON.stringify(value)) as unknown);
      expect(await read(cut(Buffer.from(text), places))).toEqual(expected);
    }),
    { seed: 5, numRuns: 100 }
  );
});

test('a character that is cut in two is whole again', async () => {
  const bytes = Buffer.from('"żółć 🐝"\n');
  const single = [...bytes].map(byte => Buffer.from([byte]));
  expect(await read(single)).toEqual(['żółć 🐝']);
});

test('empty lines are nothing, and a line without an end was never sent', async () => {
  expect(await read([Buffer.from('1\n\n\n2\n{"half":')])).toEqual([1, 2]);
});

test('a line of sixteen megabytes in pieces of sixteen kilobytes takes no second', async () => {
  const text = 'x'.repeat(16 << 20);
  const bytes = Buffer.from(`${JSON.stringify(text)}\n`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 16384) }, (_, index) =>
    bytes.subarray(index * 16384, (index + 1) * 16384)
  );
  const started = performance.now();
  const [value] = await read(pieces);
  expect(value).toBe(text);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a line that is no JSON is an error that quotes nothing of it', async () => {
  await expect(read([Buffer.from('secret\n')])).rejects.toThrow('what came is no JSON, in 6 characters');
});
