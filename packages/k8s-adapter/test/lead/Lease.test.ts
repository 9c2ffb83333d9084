import { expect, test } from 'vitest';
import { claimed, firstLease, leaseOf, released } from '../../src/lead/Lease.js';
import type { Lease } from '../../src/lead/Lease.js';
import { defaultTimings } from '../../src/lead/Timings.js';

const date = new Date('2026-03-01T12:00:00.123Z');
const object = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'meshfence', resourceVersion: '7', uid: 'u', labels: { team: 'mesh' } },
  spec: {
    holderIdentity: 'a',
    leaseDurationSeconds: 30,
    acquireTime: '2026-03-01T11:00:00.000000Z',
    renewTime: '2026-03-01T11:59:00.000000Z',
    leaseTransitions: 4,
    strategy: 'OldestEmulationVersion'
  },
  note: 'x'
};
const lease: Lease = { object, version: '7', holder: 'a', duration: 30_000 };

test('an answer is a lease when it is of that kind and has a version', () => {
  expect(leaseOf(object)).toEqual(lease);
  for (const other of [null, [], 'x', {}, { ...object, kind: 'Status' }, { ...object, metadata: {} }])
    expect(leaseOf(other)).toBeUndefined();
  expect(leaseOf({ ...object, metadata: { resourceVersion: '' } })).toBeUndefined();
});

test('a lease need not say anything', () => {
  const bare = { kind: 'Lease', metadata: { resourceVersion: '1' } };
  const nothing = { version: '1', holder: '', duration: undefined };
  expect(leaseOf(bare)).toEqual({ object: bare, ...nothing });
  const odd = { ...bare, spec: { holderIdentity: null, leaseDurationSeconds: 0 } };
  expect(leaseOf(odd)).toEqual({ object: odd, ...nothing });
});

test('the holder renews: nothing else changes', () => {
  expect(claimed(lease, 'a', defaultTimings, date)).toEqual({
    ...object,
    spec: { ...object.spec, leaseDurationSeconds: 10, renewTime: '2026-03-01T12:00:00.123000Z' }
  });
});

test('a lease that changes hands is acquired now, and counts it', () => {
  const now = '2026-03-01T12:00:00.123000Z';
  expect(claimed(lease, 'b', defaultTimings, date)['spec']).toEqual({
    ...object.spec,
    holderIdentity: 'b',
    leaseDurationSeconds: 10,
    acquireTime: now,
    renewTime: now,
    leaseTransitions: 5
  });
});

test('a clock that stands still still changes the lease', () => {
  const once = claimed(lease, 'a', defaultTimings, date);
  const twice = claimed({ ...lease, object: once }, 'a', defaultTimings, date);
  expect(twice['spec']).toMatchObject({ renewTime: '2026-03-01T12:00:00.123001Z' });
  const thrice = claimed({ ...lease, object: twice }, 'a', defaultTimings, date);
  expect(thrice['spec']).toMatchObject({ renewTime: '2026-03-01T12:00:00.123000Z' });
});

test('a lease that is given back has no holder, and a second to run', () => {
  const now = '2026-03-01T12:00:00.123000Z';
  expect(released(lease, date)).toEqual({
    ...object,
    spec: { ...object.spec, holderIdentity: '', leaseDurationSeconds: 1, acquireTime: now, renewTime: now }
  });
});

test('the first lease has changed hands never, and is known as ours', () => {
  const now = '2026-03-01T12:00:00.123000Z';
  expect(firstLease({ namespace: 'mesh-operator', name: 'meshfence' }, 'a', defaultTimings, date)).toEqual({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      namespace: 'mesh-operator',
      name: 'meshfence',
      labels: { 'app.kubernetes.io/managed-by': 'meshfence' }
    },
    spec: {
      holderIdentity: 'a',
      leaseDurationSeconds: 10,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: 0
    }
  });
});
