import { expect, test } from 'vitest';
import { Reconciler } from '../../src/controller/Reconciler.js';
import type { Writer } from '../../src/apply/Writer.js';
import { fence } from '../observe/objects.js';
import { memoryLog } from '../support/memoryLog.js';
import { bench } from '../decide/Bench.js';

const writer: Writer = { wake: () => {}, idle: () => Promise.resolve() };

test('a fault of the compiler is told and ends nothing: all is compiled anew afterwards', () => {
  const { parts } = bench([fence('web', 2)]);
  const { lines, log } = memoryLog();
  const { compiler } = parts;
  let isFaulty = true;
  const run: typeof compiler.run = config => {
    if (isFaulty) throw new Error('a fault');
    return compiler.run(config);
  };
  const reconciler = new Reconciler({ ...parts, compiler: { ...compiler, run } }, writer, log);
  expect(reconciler.compile(0)).toBe(false);
  expect(lines.map(([level, message]) => `${level} ${message}`)).toEqual([
    'error a fault of the program: nothing can be compiled'
  ]);
  expect(compiler.isStarted()).toBe(false);
  isFaulty = false;
  expect(reconciler.compile(0)).toBe(true);
  expect(compiler.isStarted()).toBe(true);
  expect(parts.queue.take()?.key).toBe('fence:shop/web');
});
