import type { Json, JsonObject } from '@meshfence/core';
import type { Step } from './Step.js';

const namespace = 'conformance';
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
const sidecars = `/apis/networking.istio.io/v1/namespaces/${namespace}/sidecars`;
const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;

const step =
  (method: string, contentType = 'application/json') =>
  (title: string, path: string, body?: Json): Step => ({
    title,
    method,
    path,
    contentType,
    ...(body === undefined ? {} : { body })
  });

const [get, post, put, remove] = [step('GET'), step('POST'), step('PUT'), step('DELETE')];
const apply = step('PATCH', 'application/apply-patch+yaml');
const merge = step('PATCH', 'application/merge-patch+json');
const asManager = (path: string, manager: string): string => `${path}?fieldManager=${manager}`;

const map = (metadata: JsonObject, data?: JsonObject): Json => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata,
  ...(data === undefined ? {} : { data })
});

const sidecar = (metadata: JsonObject, host: string, more: JsonObject = {}): Json => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata,
  spec: { egress: [{ hosts: [host] }] },
  ...more
});

const status = (metadata: JsonObject, observedGeneration: number): Json => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata,
  status: { observedGeneration }
});

const lease = (metadata: JsonObject, holderIdentity: string): Json => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata,
  spec: { holderIdentity }
});

const owner = (uid: string): JsonObject => ({
  ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid }]
});

const a = { name: 'a' };
const b = { name: 'b' };
const s = { name: 's' };

const objects: ReadonlyArray<Step> = [
  post('a namespace gets its label', asManager('/api/v1/namespaces', 'one'), {
    metadata: { name: namespace }
  }),
  get('an object that is not there', `${maps}/a`),
  post('an object in a namespace that is not there', '/api/v1/namespaces/none/configmaps', map(a)),
  post('a new object', asManager(maps, 'one'), map(a, { x: '1' })),
  post('it is there already', maps, map(a)),
  put('a PUT with an old version', `${maps}/a`, map({ ...a, resourceVersion: '1' })),
  put('a PUT with another uid', `${maps}/a`, map({ ...a, uid: 'other' })),
  put('a PUT of another name', `${maps}/a`, map(b)),
  put('a PUT of what is not there', `${maps}/b`, map(b)),
  put('a PUT without a version', asManager(`${maps}/a`, 'two'), map(a, { x: '1', y: '2' })),
  put('a PUT that changes nothing', asManager(`${maps}/a`, 'two'), map(a, { x: '1', y: '2' })),
  merge('a merge patch', asManager(`${maps}/a`, 'three'), { data: { y: null, z: '3' } }),
  merge('a merge patch of what is not there', `${maps}/b`, { data: {} }),
  step('PATCH', 'application/else')('a patch of no known kind', `${maps}/a`, {}),
  get('an object without its namespace', '/api/v1/configmaps/a')
];

const applies: ReadonlyArray<Step> = [
  apply('an apply without a manager', `${maps}/b`, map(b)),
  apply('an apply of a new object', asManager(`${maps}/b`, 'one'), map(b, { x: '1', y: '1' })),
  apply('the same again', asManager(`${maps}/b`, 'one'), map(b, { x: '1', y: '1' })),
  apply('by another with the same value', asManager(`${maps}/b`, 'two'), map(b, { x: '1' })),
  apply('by another with another value', asManager(`${maps}/b`, 'three'), map(b, { x: '2' })),
  apply('by another with two', asManager(`${maps}/b`, 'three'), map(b, { x: '2', y: '2' })),
  apply('by force', `${asManager(`${maps}/b`, 'three')}&force=true`, map(b, { x: '2', y: '2' })),
  apply('less than before', asManager(`${maps}/b`, 'three'), map({ ...b, labels: { l: 'm' } }, { x: '2' })),
  apply('what an update wrote', asManager(`${maps}/a`, 'four'), map(a, { z: '4' })),
  apply('with an owner', asManager(`${maps}/b`, 'three'), map({ ...b, ...owner('<uid2>') }, { x: '2' })),
  apply('with one more owner', asManager(`${maps}/b`, 'four'), map({ ...b, ...owner('<uid1>') })),
  apply(
    'with an old version',
    asManager(`${maps}/a`, 'four'),
    map({ ...a, resourceVersion: '1' }, { q: '' })
  ),
  apply('with another uid', asManager(`${maps}/a`, 'four'), map({ ...a, uid: 'other' }, { q: '' })),
  apply('with its own', asManager(`${maps}/a`, 'four'), map({ ...a, uid: '<uid2>' }, { q: '' })),
  apply('with a uid, but it is gone', asManager(`${maps}/c`, 'one'), map({ name: 'c', uid: '<uid2>' })),
  apply(
    'with a version, but it is gone',
    asManager(`${maps}/c`, 'one'),
    map({ name: 'c', resourceVersion: '1' })
  )
];

const statuses: ReadonlyArray<Step> = [
  apply(
    'a custom object, and its status',
    asManager(`${sidecars}/s`, 'one'),
    sidecar(s, 'a/*', { status: {} })
  ),
  apply(
    'a label is no new generation',
    asManager(`${sidecars}/s`, 'one'),
    sidecar({ ...s, labels: { a: 'b' } }, 'a/*')
  ),
  apply('another spec is', asManager(`${sidecars}/s`, 'one'), sidecar({ ...s, labels: { a: 'b' } }, 'b/*')),
  apply('its status is applied', asManager(`${sidecars}/s/status`, 'one'), status(s, 1)),
  apply(
    'the status of what is not there',
    asManager(`${sidecars}/t/status`, 'one'),
    status({ name: 't' }, 1)
  ),
  put('a PUT of its status without a version', `${sidecars}/s/status`, status(s, 2)),
  put(
    'a PUT of its status',
    asManager(`${sidecars}/s/status`, 'two'),
    status({ ...s, resourceVersion: '<latest>' }, 2)
  ),
  put(
    'it was written meanwhile',
    asManager(`${sidecars}/s/status`, 'two'),
    status({ ...s, resourceVersion: '1' }, 3)
  ),
  apply('another has the status now', asManager(`${sidecars}/s/status`, 'one'), status(s, 4)),
  merge('a merge patch of its status', asManager(`${sidecars}/s/status`, 'two'), {
    status: { observedGeneration: 5 }
  }),
  merge('a status where it does not belong', asManager(`${sidecars}/s`, 'two'), {
    status: { observedGeneration: 6 }
  }),
  put('a PUT without a version', `${sidecars}/s`, sidecar(s, 'a/*'))
];

const upserts: ReadonlyArray<Step> = [
  put('a PUT makes a lease', asManager(`${leases}/l`, 'one'), lease({ name: 'l' }, 'me')),
  put('and never one without a version', `${leases}/l`, lease({ name: 'l' }, 'you')),
  put('nor with an old one', `${leases}/l`, lease({ name: 'l', resourceVersion: '1' }, 'you')),
  post('a lease that is there', leases, lease({ name: 'l' }, 'you'))
];

const deletions: ReadonlyArray<Step> = [
  remove('with another uid', `${sidecars}/s`, { preconditions: { uid: 'other' } }),
  remove('with an old version', `${sidecars}/s`, { preconditions: { resourceVersion: '1' } }),
  remove('a custom object', `${sidecars}/s`),
  remove('it is gone', `${sidecars}/s`),
  merge('a finalizer', asManager(`${maps}/c`, 'one'), { metadata: { finalizers: ['a.io/b'] } }),
  remove('keeps an object', `${maps}/c`),
  merge('until it is taken away', asManager(`${maps}/c`, 'one'), { metadata: { finalizers: null } }),
  get('and then it is gone', `${maps}/c`)
];

const t = (name: string): Step =>
  apply(
    `one more: ${name}`,
    asManager(`${sidecars}/${name}`, 'one'),
    sidecar({ name, labels: { name } }, 'a/*')
  );

const lists: ReadonlyArray<Step> = [
  ...['t1', 't2', 't3'].map(t),
  get('a list', sidecars),
  get('a page', `${sidecars}?limit=2`),
  get('the next', `${sidecars}?limit=2&continue=<continue>`),
  get('by a label', `${sidecars}?labelSelector=name%3Dt2`),
  get('by a set of labels', `${sidecars}?labelSelector=name+in+(t1,t3)`),
  get('by a name', `${sidecars}?fieldSelector=metadata.name%3Dt3`),
  get('in a namespace that is not there', '/apis/networking.istio.io/v1/namespaces/none/sidecars'),
  get('a kind that is not there', '/apis/networking.istio.io/v1/nonesuch'),
  get('built-in objects say their kind once', leases),
  get('in another version', `/apis/networking.istio.io/v1beta1/namespaces/${namespace}/sidecars/t1`)
];

const watches: ReadonlyArray<Step> = [
  get('what has happened since', `${sidecars}?watch=1&resourceVersion=<rv13>&timeoutSeconds=1`),
  get('what is there', `${sidecars}?watch=1&resourceVersion=0&timeoutSeconds=1`),
  get('only some', `${sidecars}?watch=1&resourceVersion=<rv13>&timeoutSeconds=1&labelSelector=a`),
  get('too old', `${sidecars}?watch=1&resourceVersion=1&timeoutSeconds=1`)
];

/** The requests whose answers are compared. */
export const steps: ReadonlyArray<Step> = [
  ...objects,
  ...applies,
  ...statuses,
  ...upserts,
  ...deletions,
  ...lists,
  ...watches
];
