import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { configured, findings, settings } from '../../given/decoded.js';
import { object, slimeBoot } from '../../given/objects.js';

const withModules = (...module: ReadonlyArray<JsonObject>): JsonObject =>
  object('config.netease.com/v1alpha1', 'SlimeBoot', 'mesh-operator/lazyload', { spec: { module } });
const isFound = (module: JsonObject): boolean => configured(withModules(module)).value.meta !== undefined;
const ports = (module: JsonObject) => configured(withModules(module)).value.general.wormholePorts;
const wormholePort = ['80'];

test('a module of today is known by its kind alone', () => {
  expect(isFound({ name: 'x', kind: 'lazyload' })).toBe(true);
  expect(isFound({ name: 'lazyload', kind: 'limiter' })).toBe(false);
  expect(isFound({ name: 'x', kind: 'plugin', fence: {} })).toBe(false);
});

test('a module of old is known by its settings or its name', () => {
  expect(isFound({ name: 'x', fence: { enable: true } })).toBe(true);
  expect(['lazyload', 'fence', 'slime-fence'].map(name => isFound({ name }))).toEqual([true, true, true]);
  expect([isFound({ name: 'limiter' }), isFound({})]).toEqual([false, false]);
});

test('settings stand in general, or in fence where an older manifest has only that', () => {
  expect(ports({ kind: 'lazyload', general: { wormholePort } })).toEqual([80]);
  expect(ports({ name: 'lazyload', fence: { wormholePort } })).toEqual([80]);
  expect(ports({ kind: 'lazyload', general: {}, fence: { wormholePort } })).toEqual([80]);
  expect(ports({ kind: 'lazyload', general: { wormholePort: ['90'] }, fence: { wormholePort } })).toEqual([
    90
  ]);
});

test('a module is on unless it, or its older settings, say no', () => {
  const enabled = (module: JsonObject) =>
    configured(withModules({ kind: 'lazyload', ...module })).value.enable;
  expect([enabled({}), enabled({ enable: true }), enabled({ fence: { enable: true } })]).toEqual([
    true,
    true,
    true
  ]);
  expect([enabled({ enable: false }), enabled({ fence: { enable: false } })]).toEqual([false, false]);
});

test('a module has a name of its own choice', () => {
  expect(configured(withModules({ kind: 'lazyload', name: 'mine' })).value.module).toBe('mine');
  expect(configured(withModules({ kind: 'lazyload' })).value.module).toBe('lazyload');
});

test('other modules are passed over, and what is no mapping is no module', () => {
  const { value, diagnostics } = configured(
    object('config.netease.com/v1alpha1', 'SlimeBoot', 'a/b', {
      spec: {
        module: [null, 'lazyload', { name: 'limiter', kind: 'limiter' }, { kind: 'lazyload', name: 'mine' }]
      }
    })
  );
  expect(value.module).toBe('mine');
  expect(findings(diagnostics)).toEqual([
    'module-other: Module "limiter" is not a lazyload module and is passed over.'
  ]);
});

test('a setting that cannot be read leaves its default, and the others', () => {
  const { general } = settings({ autoFence: 'maybe', defaultFence: true, dispatches: [{ name: 'a' }] });
  expect(general).toMatchObject({ autoFence: false, defaultFence: true, dispatches: [] });
});

test('an unknown setting has no effect', () => {
  const { diagnostics } = configured(slimeBoot({ autofence: true }));
  expect(findings(diagnostics)).toEqual([
    'field-unknown: There is no field "autofence" here; it has no effect. Did you mean "autoFence"?'
  ]);
});

test('of very many unknown fields only the first by name are reported', () => {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, index) => [`x${String(index).padStart(3, '0')}`, 1])
  );
  const messages = findings(configured(slimeBoot(many)).diagnostics);
  expect(messages).toHaveLength(100);
  expect(messages.at(-1)).toContain('"x099"');
});
