import { decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newConfiguration } from '../../src/configure/Configuration.js';
import type { Standing } from '../../src/configure/Configuration.js';
import { isConcerned } from '../../src/configure/isConcerned.js';

const boot = (general: JsonObject, name = 'lazyload', kind = 'lazyload'): JsonObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name },
  spec: { module: [{ name: kind, kind, enable: true, general }] }
});

const configured = () => {
  const told: Array<Standing> = [];
  const configuration = newConfiguration(standing => void told.push(standing));
  const write = (...objects: ReadonlyArray<JsonObject>): void =>
    configuration.write(decodeObjects(objects), objects.length === 0);
  return { told, write, standing: configuration.standing };
};

const good = boot({ globalSidecarMode: 'no' });
const bad = boot({ globalSidecarMode: 'everywhere' });
const badPattern = boot({ domainAliases: [{ pattern: '(?<=a)b', templates: ['$namespace'] }] });

test('a good one is in force, and told once', () => {
  const { standing, told, write } = configured();
  write(good);
  write(good);
  expect(told).toHaveLength(1);
  expect(standing()).toMatchObject({ isCurrent: true, isMissing: false, config: { mode: 'no' } });
});

test.each([
  ['a value of the wrong kind', bad, 'setting-unknown'],
  ['a pattern that RE2 does not take', badPattern, 'pattern-invalid']
])('%s keeps the last good one, and the next good one heals', (_, broken, code) => {
  const { standing, told, write } = configured();
  write(good);
  write(broken);
  expect(standing()).toMatchObject({ isCurrent: false, config: { mode: 'no' } });
  expect(standing().diagnostics.map(each => each.code)).toContain(code);
  write(boot({ globalSidecarMode: 'cluster' }));
  expect(standing()).toMatchObject({ isCurrent: true, config: { mode: 'cluster' } });
  expect(told).toHaveLength(3);
});

test('a bad one from the start leaves nothing in force', () => {
  const { standing, write } = configured();
  write(bad);
  expect(standing()).toMatchObject({ isCurrent: false, config: undefined, isMissing: false });
});

test('one that is deleted stays in force, but is no longer what is written', () => {
  const { standing, write } = configured();
  write(good);
  write();
  expect(standing()).toMatchObject({ isCurrent: false, isMissing: true, config: { mode: 'no' } });
});

test('two of them are one too many, until one goes', () => {
  const { standing, write } = configured();
  const second = boot({ globalSidecarMode: 'cluster' }, 'second');
  write(good);
  write(good, second);
  expect(standing()).toMatchObject({ isCurrent: false, config: { mode: 'no' } });
  expect(['mesh-operator/lazyload', 'mesh-operator/second'].map(key => isConcerned(standing(), key))).toEqual(
    [true, true]
  );
  write(second);
  expect(standing()).toMatchObject({ isCurrent: true, config: { mode: 'cluster' } });
});

test('a SlimeBoot of other modules is none of our business', () => {
  const { standing, write } = configured();
  write(good, boot({}, 'limiter', 'limiter'));
  expect(standing().isCurrent).toBe(true);
  expect(isConcerned(standing(), 'mesh-operator/lazyload')).toBe(true);
  expect(isConcerned(standing(), 'mesh-operator/limiter')).toBe(false);
});

test('the one that is bad hears of it, and no other', () => {
  const { standing, write } = configured();
  write(bad, boot({}, 'limiter', 'limiter'));
  expect(isConcerned(standing(), 'mesh-operator/lazyload')).toBe(true);
  expect(isConcerned(standing(), 'mesh-operator/limiter')).toBe(false);
});
