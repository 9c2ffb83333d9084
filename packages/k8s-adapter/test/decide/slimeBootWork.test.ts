import { decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { expect, test } from 'vitest';
import { newConfiguration } from '../../src/configure/Configuration.js';
import { newSlimeBoots } from '../../src/configure/SlimeBoots.js';
import { slimeBootWork } from '../../src/decide/slimeBootWork.js';
import { kinds } from '../../src/discovery/kinds.js';
import type { SourceHealth } from '../../src/learn/Health.js';

const resource = { ...kinds.SlimeBoot, apiVersion: 'config.netease.com/v1alpha1' };

const boot = (status: JsonObject) => ({
  apiVersion: resource.apiVersion,
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name: 'lazyload', generation: 2, resourceVersion: '1' },
  spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true }] },
  status
});

/** What is to be written into the status of the SlimeBoot in force, which has this one. */
const statusesFor = (health: ReadonlyArray<SourceHealth> | undefined, status: JsonObject = {}) => {
  const slimeBoots = newSlimeBoots(() => {});
  slimeBoots.listener.replaced(slimeBoots.listener.project([boot(status)], resource), '1', resource);
  const configuration = newConfiguration(() => {});
  configuration.write(decodeObjects(slimeBoots.objects()), false);
  const decide = slimeBootWork(
    slimeBoots,
    configuration.standing,
    () => health,
    () => 0
  );
  return decide('mesh-operator/lazyload').flatMap(action =>
    action.verb === 'status' ? [action.status] : []
  );
};

const typesOf = (statuses: ReadonlyArray<JsonObject>) =>
  statuses
    .flatMap(({ conditions }) => conditions as ReadonlyArray<JsonObject>)
    .map(({ type, message }) => [type, message]);

const inForce = ['Ready', 'This configuration is in force.'];

test('the SlimeBoot in force says who observes', () => {
  expect(typesOf(statusesFor([{ name: 'als', troubles: [] }]))).toEqual([
    ['Observed', 'Observed by als.'],
    inForce
  ]);
  expect(typesOf(statusesFor(undefined))).toEqual([inForce]);
});

test('while that is not known, what it says already stays, and nothing is written', () => {
  const [said = {}] = statusesFor([{ name: 'als', troubles: [] }]);
  expect(statusesFor([{ name: 'als', troubles: [] }], said)).toEqual([]);
  expect(statusesFor(undefined, said)).toEqual([]);
  expect(typesOf(statusesFor([{ name: 'als', troubles: ['No.'] }], said))).toEqual([
    ['Observed', 'als: No.'],
    inForce
  ]);
});
