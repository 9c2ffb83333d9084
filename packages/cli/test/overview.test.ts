import { expect, test } from 'vitest';
import { bookinfo, brokenFence } from './support/bookinfo.js';
import { meshfence } from './support/world.js';

test('the overview says what was compiled, why each host is there, and what is saved', async () => {
  const { code, stdout } = await meshfence(['compile', 'mesh', '-o', 'human'], { files: bookinfo });
  expect(code).toBe(0);
  expect(stdout).toBe(`Compiled 1 SlimeBoot, 2 ServiceFences, 4 Services and 1 edge from 4 files.
2 fences become 2 Sidecars.

default/productpage  app=productpage
├─ reviews.default.svc.cluster.local  edge    1,204 calls until 2026-03-07 (als)
└─ istio-system/*, mesh-operator/*    system

default/reviews  app=reviews
├─ ratings.default.svc.cluster.local  static
└─ istio-system/*, mesh-operator/*    system

What each proxy is sent  hosts  clusters  saved
default/productpage      4 → 1     4 → 1  ███████████████░░░░░  75 %
default/reviews          4 → 1     4 → 1  ███████████████░░░░░  75 %
all 2 together           8 → 2     8 → 2  ███████████████░░░░░  75 %
`);
});

const virtualService = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: default }
spec:
  hosts: [reviews]
  http:
    - route: [{ destination: { host: details } }]
`;

test('a host that another one brings stands below it', async () => {
  const files = { ...bookinfo, 'mesh/vs.yaml': virtualService };
  const { stdout } = await meshfence(['compile', 'mesh', '-o', 'human'], { files });
  expect(stdout).toContain(`
├─ reviews.default.svc.cluster.local     edge             1,204 calls until 2026-03-07 (als)
│  └─ details.default.svc.cluster.local  virtual-service  default/reviews
└─ istio-system/*, mesh-operator/*       system
`);
});

test('on a narrow terminal no line is wider than it', async () => {
  const files = { ...bookinfo, 'mesh/vs.yaml': virtualService };
  const { stdout } = await meshfence(['compile', 'mesh', '-o', 'human', '--color', 'never'], {
    files,
    terminal: true,
    columns: 64
  });
  expect(stdout.split('\n').filter(line => Array.from(line).length > 64)).toEqual([]);
  expect(stdout).toContain('├─ reviews.default.svc.cluster.local     edge  1,204 calls unti…\n');
});

test('a fence without a Sidecar says why', async () => {
  const { stdout } = await meshfence(['compile', 'mesh', '-o', 'human'], {
    files: { ...bookinfo, 'mesh/ghost.yaml': brokenFence }
  });
  expect(stdout).toContain('3 fences become 2 Sidecars; 1 without one.');
  expect(stdout).toContain('default/ghost  no Sidecar: there is no Service of that name\n');
});

test('colour is for terminals, unless the environment or the user says otherwise', async () => {
  const coloured = async (
    words: ReadonlyArray<string>,
    terminal: boolean,
    environment = {}
  ): Promise<boolean> =>
    (
      await meshfence(['compile', 'mesh', '-o', 'human', ...words], {
        files: bookinfo,
        terminal,
        environment
      })
    ).stdout.includes('\u001b[');
  expect(await coloured([], false)).toBe(false);
  expect(await coloured([], true)).toBe(true);
  expect(await coloured([], true, { NO_COLOR: '1' })).toBe(false);
  expect(await coloured([], true, { TERM: 'dumb' })).toBe(false);
  expect(await coloured([], false, { FORCE_COLOR: '1' })).toBe(true);
  expect(await coloured([], true, { FORCE_COLOR: '0' })).toBe(false);
  expect(await coloured(['--color', 'always'], false, { NO_COLOR: '1' })).toBe(true);
  expect(await coloured(['--color', 'never'], true, { FORCE_COLOR: '1' })).toBe(false);
});

test('a mesh of many workloads is cut short, and summed up whole', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `app-${String(index).padStart(2, '0')}`);
  const fences = names.map(
    name => `apiVersion: microservice.slime.io/v1alpha1
kind: ServiceFence
metadata: { name: ${name}, namespace: default }
spec: { enable: true, workloadSelector: { labels: { app: ${name} } } }
`
  );
  const files = { ...bookinfo, 'mesh/fences.yaml': fences.join('---\n') };
  const { stdout } = await meshfence(['compile', 'mesh', '-o', 'human'], { files });
  expect(stdout).toContain('and 10 more workloads; meshfence explain NAMESPACE/NAME shows each\n');
  expect(stdout).toContain('\nand 10 more\n');
  expect(stdout).toContain('all 40 together');
});
