import { validateSidecar, whyNotHost } from '@meshfence/test-kit';
import { expect, test } from 'vitest';

const long = 'x'.repeat(64);
const manyLabels = Array.from({ length: 65 }, () => 'abc').join('.');

test.each([
  '*/*',
  './*',
  '~/*',
  'istio-system/*',
  '*/details.default.svc.cluster.local',
  '*/details.default',
  '*/*.example.com',
  'default/details.default.svc.cluster.local',
  './a.b',
  '*/UPPER.example.com',
  '*/a.example.com.',
  '*/1a.b2',
  '*/a--b.example.com',
  `*/${'x'.repeat(63)}.example.com`,
  '*/1.2.3.example'
])('Istio takes %s', host => {
  expect(whyNotHost(host)).toBeUndefined();
});

test.each([
  '',
  '/',
  '*/',
  '/a.example.com',
  'a.example.com',
  'default/details',
  'a/b/c.d',
  '*/ns1/b.example.com',
  '*/details',
  '*/1.2.3.4',
  '*/::1',
  '*/[::1]:80',
  '*/a.example.com:80',
  '*/under_score.example.com',
  '*/with space.example.com',
  '*/größe.example.com',
  '*/foo*.example.com',
  '*/a.*.example.com',
  '*/**.example.com',
  '*/*.',
  '*/-a.example.com',
  '*/a-.example.com',
  '*/a..example.com',
  `*/${long}.example.com`,
  `*/${manyLabels}`,
  '*/a.b.123',
  'no_namespace/a.example.com',
  `${long}/a.example.com`
])('Istio rejects %s', host => {
  expect(whyNotHost(host)).toBeDefined();
});

const sidecar = (spec: { readonly [field: string]: never } | object) =>
  validateSidecar(JSON.parse(JSON.stringify({ kind: 'Sidecar', spec })));

test('a Sidecar with hosts is taken, with and without a selector', () => {
  expect(sidecar({ egress: [{ hosts: ['*/*'] }] })).toEqual([]);
  expect(sidecar({ egress: [{ hosts: ['./*'] }], workloadSelector: { labels: { app: 'a' } } })).toEqual([]);
});

test('an empty Sidecar is rejected, one that only says a policy is not', () => {
  expect(sidecar({})).toHaveLength(1);
  expect(sidecar({ workloadSelector: { labels: { app: 'a' } } })).toHaveLength(1);
  expect(sidecar({ outboundTrafficPolicy: {} })).toEqual([]);
});

test('a listener without hosts is rejected', () => {
  expect(sidecar({ egress: [{ hosts: [] }] })).toHaveLength(1);
});

test('every bad host is named', () => {
  expect(sidecar({ egress: [{ hosts: ['*/a', '*/b.example.com', '*/c_d.example.com'] }] })).toHaveLength(2);
});

test('ports are unique, and a listener without one comes last', () => {
  const hosts = ['*/*'];
  expect(sidecar({ egress: [{ port: { number: 80 }, hosts }, { hosts }] })).toEqual([]);
  expect(sidecar({ egress: [{ hosts }, { port: { number: 80 }, hosts }] })).toHaveLength(1);
  expect(sidecar({ egress: [{ hosts }, { hosts }] })).toHaveLength(1);
  expect(
    sidecar({
      egress: [
        { port: { number: 80 }, hosts },
        { port: { number: 80 }, hosts }
      ]
    })
  ).toHaveLength(1);
});

test('a selector has keys, and no wildcards', () => {
  const egress = [{ hosts: ['*/*'] }];
  expect(sidecar({ egress, workloadSelector: { labels: { '': 'a' } } })).toHaveLength(1);
  expect(sidecar({ egress, workloadSelector: { labels: { 'a*': 'a' } } })).toHaveLength(1);
  expect(sidecar({ egress, workloadSelector: { labels: { app: '*' } } })).toHaveLength(1);
  expect(sidecar({ egress, workloadSelector: { labels: {} } })).toEqual([]);
});
