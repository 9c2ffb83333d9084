import { expect, test } from 'vitest';
import type { Config } from '../../../../src/model/Config.js';
import type { Json, JsonObject } from '../../../../src/model/Json.js';
import { configured, findings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

interface Said {
  readonly general?: Json;
  readonly camel?: Json;
  readonly kebab?: Json;
  readonly type?: Json;
}

const present = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
  );

const said = ({ general, camel, kebab, type }: Said) =>
  configured(
    slimeBoot(
      present({ globalSidecarMode: general }),
      { global: { misc: present({ globalSidecarMode: camel, 'global-sidecar-mode': kebab }) } },
      { component: { globalSidecar: present({ type }) } }
    )
  );

const modeOf = (places: Said) => said(places).value.mode;

test.each<[Json, Config['mode']]>([
  ['cluster', 'cluster'],
  ['namespace', 'namespace'],
  ['namespaced', 'namespace'],
  ['no', 'no'],
  [false, 'no']
])('the mode %j is %s, wherever it stands', (text, mode) => {
  expect([
    modeOf({ general: text }),
    modeOf({ camel: text }),
    modeOf({ kebab: text }),
    modeOf({ type: text })
  ]).toEqual([mode, mode, mode, mode]);
});

test('nothing said is the cluster mode', () => {
  expect(modeOf({})).toBe('cluster');
  expect(modeOf({ general: '', camel: null, kebab: '', type: null })).toBe('cluster');
});

test('the module goes before misc, misc in its newer spelling before the older, and the component last', () => {
  expect(modeOf({ general: 'no', camel: 'cluster', kebab: 'cluster', type: 'cluster' })).toBe('no');
  expect(modeOf({ camel: 'no', kebab: 'cluster', type: 'cluster' })).toBe('no');
  expect(modeOf({ kebab: 'no', type: 'cluster' })).toBe('no');
});

test('places that agree are no finding, in whatever words', () => {
  expect(findings(said({ general: 'namespace', type: 'namespaced' }).diagnostics)).toEqual([]);
});

test('places that disagree are reported with what is used', () => {
  expect(findings(said({ camel: 'cluster', kebab: 'cluster', type: 'namespaced' }).diagnostics)).toEqual([
    'setting-contradicts: globalSidecarMode is "cluster" in global.misc.globalSidecarMode, but "namespaced" in component.globalSidecar.type. The former is used.'
  ]);
});

test('a word that is no mode is reported, and the next place holds', () => {
  const { value, diagnostics } = said({ general: 'mesh', camel: 'no' });
  expect(value.mode).toBe('no');
  expect(findings(diagnostics)).toEqual([
    'setting-unknown: globalSidecarMode must be "cluster", "namespace" or "no", not "mesh".'
  ]);
});

test.each<[Json]>([[1], [true], [{}], ['Cluster']])('%j is no mode', general => {
  expect(modeOf({ general })).toBe('cluster');
  expect(said({ general }).diagnostics.map(({ code }) => code)).toEqual(['setting-unknown']);
});

const source = (general: JsonObject, misc: JsonObject, metric: JsonObject = {}) =>
  configured(slimeBoot(general, { global: { misc }, ...metric }));

test('the source of edges stands in the module, then in misc', () => {
  expect(
    source({ metricSourceType: 'prometheus' }, { metricSourceType: 'accesslog' }).value.metricSource
  ).toBe('prometheus');
  expect(source({}, { metricSourceType: 'prometheus' }).value.metricSource).toBe('prometheus');
});

test('without a word the source is Prometheus where one is described, else the access log', () => {
  expect(source({}, {}).value.metricSource).toBe('accesslog');
  expect(source({}, {}, { metric: { prometheus: { address: 'x' } } }).value.metricSource).toBe('prometheus');
  expect(
    source({ metricSourceType: 'accesslog' }, {}, { metric: { prometheus: { address: 'x' } } }).value
      .metricSource
  ).toBe('accesslog');
});

test('sources that disagree, or do not exist, are reported', () => {
  expect(
    findings(source({ metricSourceType: 'prometheus' }, { metricSourceType: 'accesslog' }).diagnostics)
  ).toEqual([
    'setting-contradicts: metricSourceType is "prometheus" in general.metricSourceType, but "accesslog" in global.misc.metricSourceType. The former is used.'
  ]);
  expect(findings(source({}, { metricSourceType: 'logs' }).diagnostics)).toEqual([
    'setting-unknown: metricSourceType must be "accesslog" or "prometheus", not "logs".'
  ]);
});
