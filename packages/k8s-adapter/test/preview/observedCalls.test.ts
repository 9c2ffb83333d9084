import { expect, test } from 'vitest';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import { observedCalls } from '../../src/preview/observedCalls.js';
import { scriptedClient } from '../report/scriptedClient.js';

const place = { namespace: 'mesh-operator', name: 'lazyload' };
const lease = (holderIdentity?: string) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { ...place, resourceVersion: '7' },
  spec: { ...(holderIdentity === undefined ? {} : { holderIdentity }), leaseDurationSeconds: 10 }
});
const edges = {
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'edges' },
  edges: []
};

/** What comes of answers to the question for the Lease, and to that for the pod; an error is thrown. */
const asked = (...answers: ReadonlyArray<unknown>) => askedOf(undefined, ...answers);
const askedOf = async (namespace: string | undefined, ...answers: ReadonlyArray<unknown>) => {
  const { asked: questions, client } = scriptedClient((_, count) => {
    const answer = answers[count - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const observed = await observedCalls({ client, lease: place, port: 8081, namespace });
  return { observed, paths: questions.map(({ path }) => path) };
};
const refused = (status: number, message: string) => new Refusal(status, 'Reason', message);

test('the pod that holds the Lease is asked through the API server', async () => {
  expect(await asked(lease('lazyload-7d9-x'), edges)).toEqual({
    observed: { _tag: 'Known', pod: 'lazyload-7d9-x', edges },
    paths: [
      '/apis/coordination.k8s.io/v1/namespaces/mesh-operator/leases/lazyload',
      '/api/v1/namespaces/mesh-operator/pods/http:lazyload-7d9-x:8081/proxy/edges'
    ]
  });
});

test('of one namespace, if only its callers matter', async () => {
  expect((await askedOf('shop&x', lease('lazyload-x'), edges)).paths.at(-1)).toBe(
    '/api/v1/namespaces/mesh-operator/pods/http:lazyload-x:8081/proxy/edges?namespace=shop%26x'
  );
});

test('who must not read the Lease is told of the right', async () => {
  const { observed } = await asked(refused(403, 'leases "lazyload" is forbidden'));
  expect(observed).toEqual({
    _tag: 'Unknown',
    why: 'the Lease mesh-operator/lazyload cannot be read: leases "lazyload" is forbidden',
    remedy: 'It needs the right to get leases in namespace mesh-operator.'
  });
});

test('who must not ask pods is told of the right', async () => {
  const { observed } = await asked(lease('lazyload-x'), refused(403, 'pods "lazyload-x" is forbidden'));
  expect(observed).toEqual({
    _tag: 'Unknown',
    why: 'pod mesh-operator/lazyload-x does not tell: pods "lazyload-x" is forbidden',
    remedy: 'It needs the right to get pods/proxy in namespace mesh-operator.'
  });
});

test('where there is no Lease, another may be named', async () => {
  const { observed, paths } = await asked(refused(404, 'not found'));
  expect(observed).toMatchObject({
    why: 'there is no Lease mesh-operator/lazyload: no controller has led by it',
    remedy: 'Another Lease is named by --lease and --lease-namespace.'
  });
  expect(paths).toHaveLength(1);
});

test.each([
  ['nobody holds', lease('')],
  ['nobody holds', lease()],
  ['nobody holds', { kind: 'Status' }],
  ['is no pod', lease('machine_17_abcd')],
  ['is no pod', lease('../../secrets')],
  ['is no pod', lease('x/proxy?')]
])('no pod is asked where %s the Lease: %j', async (why, answer) => {
  const { observed, paths } = await asked(answer);
  expect(observed).toMatchObject({ _tag: 'Unknown', why: expect.stringContaining(why) as string });
  expect(paths).toHaveLength(1);
});

test.each([
  ['a pod that is not there', refused(404, 'pods "lazyload-x" not found')],
  ['a replica that does not lead', refused(503, 'Another replica leads')],
  ['a server that is gone', new Unreachable('no answer within 10 s')]
])('%s is said, and what to look for', async (_, error) => {
  expect((await asked(lease('lazyload-x'), error)).observed).toEqual({
    _tag: 'Unknown',
    why: `pod mesh-operator/lazyload-x does not tell: ${error.message}`,
    remedy: 'See that it runs, and answers on port 8081.'
  });
});
