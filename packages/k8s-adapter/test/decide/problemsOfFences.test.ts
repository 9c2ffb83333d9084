import { describe, expect, test } from 'vitest';
import { Refusal } from '../../src/client/Refusal.js';
import { newWork } from '../../src/decide/newWork.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import type { KubeObject, ManagedFields } from '../../src/watch/KubeObject.js';
import { fence, sidecar } from '../observe/objects.js';
import { bench } from './Bench.js';

const entry = { key: 'fence:shop/web', since: 0, attempt: 0 };

const conflict = new Refusal(409, 'Conflict', 'Apply failed with 1 conflict', [
  { reason: 'FieldManagerConflict', message: 'conflict with "kubectl-edit" using v1', field: '.spec.egress' }
]);

const live = (version: number, hosts: ReadonlyArray<string>): KubeObject => ({
  ...sidecar('web', version, {
    labels: { 'app.kubernetes.io/managed-by': 'meshfence' },
    managedFields: [{ manager: 'meshfence', operation: 'Apply' }],
    ownerReferences: [
      {
        apiVersion: 'microservice.slime.io/v1alpha1',
        kind: 'ServiceFence',
        name: 'web',
        uid: 'uid-web',
        controller: true,
        blockOwnerDeletion: true
      }
    ]
  }),
  spec: { egress: [{ hosts }], workloadSelector: { labels: { app: 'web' } } }
});

/** A fence whose Sidecar somebody has changed by hand. */
const changedByHand = () => {
  const { parts, reports, see } = bench([fence('web', 2), live(3, ['./*'])]);
  const work = newWork(parts, newMetrics({ process: false }));
  const verbs = (): ReadonlyArray<string> => work.decide(entry.key).map(({ verb }) => verb);
  const [status, change] = work.decide(entry.key);
  if (status === undefined || change === undefined) throw new Error('There is nothing to be written.');
  return { parts, reports, see, status, change, verbs, work };
};

const readyOf = (status: unknown): unknown =>
  (status as { readonly status: { readonly conditions: unknown } }).status.conditions;

test('a conflict is a problem: the fence is looked at again, says so, and hears of it', () => {
  const { change, parts, reports, status, verbs, work } = changedByHand();
  expect(verbs()).toEqual(['status', 'apply']);
  expect(readyOf(status)).toMatchObject([{ type: 'Ready', status: 'True' }]);
  work.failed(entry, change, conflict);
  expect(parts.queue.take()?.key).toBe(entry.key);
  expect(readyOf(work.decide(entry.key)[0])).toMatchObject([
    {
      type: 'Ready',
      status: 'False',
      reason: 'FieldConflict',
      message: expect.stringContaining('kubectl-edit')
    }
  ]);
  expect(reports.map(({ reason }) => reason)).toEqual(['FieldConflict']);
});

test('the same conflict once more is no news', () => {
  const { change, parts, reports, work } = changedByHand();
  work.failed(entry, change, conflict);
  parts.queue.clear();
  work.failed(entry, change, conflict);
  expect([reports.length, parts.queue.take()]).toEqual([1, undefined]);
});

test('the change is undone: there is no problem any more, though nothing was to be written', () => {
  const { change, see, work } = changedByHand();
  work.failed(entry, change, conflict);
  see(live(4, ['istio-system/*', 'mesh-operator/*']));
  const [status, ...more] = work.decide(entry.key);
  expect(readyOf(status)).toMatchObject([{ type: 'Ready', status: 'True', reason: 'Compiled' }]);
  expect(more).toEqual([]);
});

test('a status that is refused is told, and is not asked for again at once', () => {
  const { parts, reports, status, work } = changedByHand();
  work.failed(entry, status, new Refusal(422, 'Invalid', 'it is no good'));
  expect(reports.map(({ reason }) => reason)).toEqual(['Refused']);
  expect([parts.problems.size, parts.queue.take()]).toEqual([0, undefined]);
});

test('the same refusal in other words is no news: servers put numbers of requests into them', () => {
  const { change, parts, reports, work } = changedByHand();
  const refusal = (id: number) => new Refusal(422, 'Invalid', `request ${id} is no good`);
  work.failed(entry, change, refusal(1));
  parts.queue.clear();
  work.failed(entry, change, refusal(2));
  expect([reports.length, parts.queue.take()]).toEqual([1, undefined]);
  expect(parts.problems.get('shop/web')?.message).toContain('request 2');
});

test('what goes with its namespace is no problem', () => {
  const { change, reports, work } = changedByHand();
  const terminating = [{ reason: 'NamespaceTerminating', message: 'namespace shop is being terminated' }];
  work.failed(entry, change, new Refusal(403, 'Forbidden', 'forbidden', terminating));
  expect(reports).toEqual([]);
});

describe("a label that somebody adds to our Sidecar's selector", () => {
  const kubectl: ManagedFields = {
    manager: 'kubectl-patch',
    operation: 'Update',
    fieldsV1: { 'f:spec': { 'f:workloadSelector': { 'f:labels': { '.': {}, 'f:version': {} } } } }
  };
  const hosts = ['istio-system/*', 'mesh-operator/*'];
  const narrowed = (version: number): KubeObject => {
    const object = live(version, hosts);
    return {
      ...object,
      metadata: { ...object.metadata, managedFields: [...(object.metadata.managedFields ?? []), kubectl] },
      spec: { egress: [{ hosts }], workloadSelector: { labels: { app: 'web', version: 'v2' } } }
    };
  };

  /** The Sidecar is applied once more, which no server refuses, and which leaves the label there. */
  const applied = () => {
    const { parts, reports, see } = bench([fence('web', 2), narrowed(3)]);
    const work = newWork(parts, newMetrics({ process: false }));
    const change = work.decide(entry.key).find(({ verb }) => verb === 'apply');
    if (change === undefined) throw new Error('The Sidecar is not to be written.');
    work.written(entry, change, narrowed(3));
    return { change, parts, reports, see, work };
  };

  test('is found when ours has been applied: the fence is looked at again, says so, and hears of it', () => {
    const { parts, reports, work } = applied();
    expect(parts.queue.take()?.key).toBe(entry.key);
    const message =
      'Sidecar shop/web selects fewer pods than its fence: kubectl-patch has added version=v2 to its workloadSelector. ' +
      'Take that out, or delete the object to have it made again.';
    const [status, ...more] = work.decide(entry.key);
    expect(readyOf(status)).toMatchObject([
      { type: 'Ready', status: 'False', reason: 'SelectorChanged', message }
    ]);
    expect(more).toEqual([]);
    expect(reports.map(({ note, reason }) => [reason, note])).toEqual([['SelectorChanged', message]]);
  });

  test('is told once, however often it is looked at and written', () => {
    const { change, reports, see, work } = applied();
    see(narrowed(4));
    work.decide(entry.key);
    work.written(entry, change, narrowed(4));
    work.decide(entry.key);
    expect(reports).toHaveLength(1);
  });

  test('is no trouble any more once it is taken out', () => {
    const { see, work } = applied();
    see(live(4, hosts));
    const [status, ...more] = work.decide(entry.key);
    expect(readyOf(status)).toMatchObject([{ type: 'Ready', status: 'True', reason: 'Compiled' }]);
    expect(more).toEqual([]);
  });
});
