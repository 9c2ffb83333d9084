import { expect, test } from 'vitest';
import type { Diagnosed } from '../../../../src/Diagnosed.js';
import type { Config } from '../../../../src/model/Config.js';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { configured } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const metric = { prometheus: { address: 'http://prometheus' } };

const decoded = (accessLogReceiver: Json, module: JsonObject = { metric }): Diagnosed<Config> =>
  configured(slimeBoot({}, module, { component: { accessLogReceiver } }));

test.each<[Json]>([[null], [{}], [{ enable: false, replicas: 3 }]])('%j enables nothing', each => {
  const { diagnostics, value } = decoded(each);
  expect(value.accessLogReceiver).toBeUndefined();
  expect(diagnostics).toEqual([]);
});

test('there are two receivers on port 8082, unless the SlimeBoot says otherwise', () => {
  expect(decoded({ enable: true }).value.accessLogReceiver).toEqual({
    replicas: 2,
    port: 8082,
    resources: {}
  });
  const resources = { limits: { memory: '2Gi' } };
  const said = { enable: true, replicas: '3', port: 9000, resources };
  expect(decoded(said).value.accessLogReceiver).toEqual({ replicas: 3, port: 9000, resources });
});

test.each<[JsonObject]>([
  [{ replicas: -1 }],
  [{ port: 0 }],
  [{ port: 8081 }],
  [{ replica: 3 }],
  [{ resources: { limits: { memory: 'much' } } }]
])('%j is reported, and the rest holds', wrong => {
  const { diagnostics, value } = decoded({ enable: true, ...wrong });
  expect(diagnostics).toHaveLength(1);
  expect(value.accessLogReceiver).toMatchObject({ replicas: 2, port: 8082 });
});

test('without a Prometheus to read them from there are none, whatever their own settings say', () => {
  for (const module of [{}, { metric: {} }, { metric: { prometheus: { address: '' } } }]) {
    const { diagnostics, value } = decoded({ enable: true }, module);
    expect(value.accessLogReceiver).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['receiver-unheard']);
  }
});

test('where nobody says what the Prometheus is for, it is for the receivers', () => {
  expect(decoded({ enable: true }).value.metricSource).toBe('accesslog');
  expect(decoded({}).value.metricSource).toBe('prometheus');
  const both = slimeBoot(
    { metricSourceType: 'prometheus' },
    { metric },
    { component: { accessLogReceiver: { enable: true } } }
  );
  expect(configured(both).value).toMatchObject({ metricSource: 'prometheus', accessLogReceiver: {} });
});
