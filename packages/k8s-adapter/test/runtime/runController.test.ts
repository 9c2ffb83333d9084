import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { defaultGathering } from '../../src/controller/Debounce.js';
import { runController } from '../../src/runtime/runController.js';
import type { Settings } from '../../src/runtime/Settings.js';
import { FakeApi } from '../support/FakeApi.js';

const settings = (kubeconfig: string, port: number): Settings => ({
  cluster: { kubeconfig },
  config: { _tag: 'SlimeBoot', namespace: 'mesh-operator', name: undefined },
  edges: [],
  lease: undefined,
  auxiliary: { address: '127.0.0.1', port },
  gathering: defaultGathering,
  rate: undefined,
  level: 'error'
});

const surroundings = (signal: AbortSignal) => ({
  stderr: { write: () => true, on: () => undefined },
  instance: 'test',
  version: '0',
  now: Date.now,
  signal
});

test('where its port is taken, it says so and ends: nothing of it is left running', async () => {
  const api = await FakeApi.start();
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const before = process.getActiveResourcesInfo().filter(each => each === 'Timeout').length;
  const never = new AbortController().signal;
  await expect(runController(settings(api.kubeconfig, port), surroundings(never))).rejects.toThrow(
    'Cannot listen'
  );
  expect(process.getActiveResourcesInfo().filter(each => each === 'Timeout').length).toBeLessThanOrEqual(
    before
  );
  other.close();
  await api.stop();
});

test('it runs until the signal comes, and ends then', async () => {
  const api = await FakeApi.start();
  const ending = new AbortController();
  const run = runController(settings(api.kubeconfig, 0), surroundings(ending.signal));
  setTimeout(() => ending.abort(), 300);
  await run;
  expect(api.requests.length).toBeGreaterThan(0);
  await api.stop();
});
