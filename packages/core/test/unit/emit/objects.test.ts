import { expect, test } from 'vitest';
import { printJson, printYaml } from '../../../src/emit/print.js';
import { toObjects } from '../../../src/emit/toObjects.js';
import { compiled } from '../given/compiled.js';
import { automaticFence, edges, fence, service, slimeBoot } from '../given/objects.js';

interface Written {
  readonly kind: string;
  readonly metadata: { readonly namespace: string; readonly name: string };
}

const on = slimeBoot({ autoFence: true, defaultFence: true });
const list = (objects: Parameters<typeof compiled>[0], statuses = false) =>
  toObjects(compiled(objects).plan, { statuses }).map(each => {
    const { kind, metadata } = each as unknown as Written;
    return `${kind} ${metadata.namespace}/${metadata.name}`;
  });

test('what is written are the automatic fences, then the Sidecars', () => {
  expect(list([on, service('a/x'), service('b/y'), fence('c/z')])).toEqual([
    'ServiceFence a/x',
    'ServiceFence b/y',
    'Sidecar a/x',
    'Sidecar b/y',
    'Sidecar c/z'
  ]);
});

test('with statuses all fences are written', () => {
  expect(list([on, service('a/x'), fence('c/z')], true)).toEqual([
    'ServiceFence a/x',
    'ServiceFence c/z',
    'Sidecar a/x',
    'Sidecar c/z'
  ]);
});

test('an obsolete fence is not written', () => {
  expect(list([slimeBoot({ autoFence: true }), automaticFence('a/x')], true)).toEqual([]);
});

test('a fence is written with the status that it shall have', () => {
  const { plan } = compiled([
    fence('a/x', {}, { domains: { old: { hosts: ['old'] } } }),
    edges([{ from: 'a/x', to: 'new.com', evidence: [{ source: 's', count: 7 }] }])
  ]);
  expect(toObjects(plan, { statuses: true })[0]).toEqual({
    apiVersion: 'microservice.slime.io/v1alpha1',
    kind: 'ServiceFence',
    metadata: { name: 'x', namespace: 'a' },
    spec: { enable: true },
    status: {
      domains: { 'new.com': { hosts: ['new.com'] } },
      metricStatus: { '{destination_service="new.com"}': '7' }
    }
  });
});

test('a Sidecar is written as the tutorial has it, in the canonical order of keys', () => {
  const { plan } = compiled([
    fence(
      'a/x',
      { workloadSelector: { labels: { tier: 'front', app: 'x' } }, host: { 'a.b': {} } },
      {},
      { uid: 'u' }
    )
  ]);
  expect(printYaml(toObjects(plan))).toBe(`apiVersion: networking.istio.io/v1beta1
kind: Sidecar
metadata:
  labels:
    app.kubernetes.io/managed-by: meshfence
  name: x
  namespace: a
  ownerReferences:
  - apiVersion: microservice.slime.io/v1alpha1
    blockOwnerDeletion: true
    controller: true
    kind: ServiceFence
    name: x
    uid: u
spec:
  egress:
  - hosts:
    - '*/a.b'
    - istio-system/*
    - mesh-operator/*
  workloadSelector:
    labels:
      app: x
      tier: front
`);
});

test('several objects are a stream, or a List', () => {
  expect(printYaml([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
  expect(printYaml([])).toBe('');
  expect(printJson([{ a: 1 }])).toBe(
    '{\n  "apiVersion": "v1",\n  "kind": "List",\n  "items": [\n    {\n      "a": 1\n    }\n  ]\n}\n'
  );
});

test('texts that YAML would read as something else are in double quotes, others that need quotes in single ones', () => {
  const texts = [
    '1',
    'true',
    'no',
    '',
    '~',
    '1e3',
    '0x1F',
    '2001-01-01',
    '1_000',
    '.inf',
    '*/a',
    '{a}',
    'a: b',
    "it's",
    'x',
    '#x'
  ];
  expect(printYaml([texts])).toBe(
    `- "1"\n- "true"\n- "no"\n- ""\n- "~"\n- "1e3"\n- "0x1F"\n- "2001-01-01"\n- "1_000"\n- ".inf"\n- '*/a'\n- '{a}'\n- 'a: b'\n- it's\n- x\n- '#x'\n`
  );
});

test('long texts are not folded, shared values are written out, and line breaks make a block', () => {
  const shared = { a: 1 };
  expect(printYaml([{ x: shared, y: shared, long: 'word '.repeat(60).trim(), lines: 'a\nb\n' }])).toBe(
    `x:\n  a: 1\n'y':\n  a: 1\nlong: ${'word '.repeat(60).trim()}\nlines: |\n  a\n  b\n`.replace("'y'", '"y"')
  );
});
