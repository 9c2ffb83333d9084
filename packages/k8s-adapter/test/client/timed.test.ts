import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Client } from '../../src/client/Client.js';
import { timed } from '../../src/client/timed.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { FakeApi } from '../support/FakeApi.js';
import { memoryLog } from '../support/memoryLog.js';

let api: FakeApi;
let plain: Client;

beforeEach(async () => {
  api = await FakeApi.start();
  plain = api.connect();
});

afterEach(async () => {
  await plain.close();
  await api.stop();
});

const measured = () => {
  const { lines, log } = memoryLog();
  const metrics = newMetrics({ process: false });
  const client = timed(plain, log, metrics);
  const count = async (method: string): Promise<number> =>
    (await metrics.requestSeconds.get()).values.find(
      ({ labels, metricName }) =>
        metricName === 'meshfence_api_request_duration_seconds_count' && labels.method === method
    )?.value ?? 0;
  return { client, count, lines };
};

test('answers are measured, by method; refusals are not', async () => {
  const { client, count } = measured();
  await client.ask({ path: '/api/v1' });
  await expect(client.ask({ path: '/api/v1/namespaces/none/services/none' })).rejects.toThrow();
  await client.ask({ method: 'DELETE', path: '/api/v1/namespaces/default' });
  expect([await count('GET'), await count('DELETE')]).toEqual([1, 1]);
});

test('a watch is measured until it begins, not until it ends', async () => {
  const { client, count, lines } = measured();
  let answered = 0;
  const question = { path: '/api/v1/services?watch=1&timeoutSeconds=2', answered: () => (answered += 1) };
  for await (const line of client.stream(question)) throw new Error(JSON.stringify(line));
  expect([answered, await count('GET'), lines]).toEqual([1, 1, []]);
});

test('a server that is slow is told of, and not at each answer', async () => {
  const { client, lines } = measured();
  api.fail({ trouble: { delay: 1100 } });
  await Promise.all([1, 2, 3].map(() => client.ask({ path: '/api/v1/services?limit=500' })));
  expect(lines).toEqual([
    [
      'warn',
      'the API server is slow',
      {
        server: api.url,
        request: 'GET /api/v1/services',
        seconds: expect.closeTo(1.1, 0),
        remedy: 'Look at its load, and at the way to it. All is done as fast as it answers.'
      }
    ]
  ]);
});
