import { expect, test } from 'vitest';
import { bookinfo } from './support/bookinfo.js';
import { meshfence } from './support/world.js';

const explain = (...words: ReadonlyArray<string>) => meshfence(['explain', ...words], { files: bookinfo });

test('each host of a scope is shown with its reasons', async () => {
  const { code, stdout, stderr } = await explain('default/productpage', '-f', 'mesh');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^default\/productpage {2}\(app=productpage\)\n/);
  expect(stdout).toContain('reviews.default.svc.cluster.local\n');
});

test('a name alone is enough where only one workload has it', async () => {
  expect((await explain('productpage')).stdout).toBe(
    (await explain('default/productpage', '-f', 'mesh')).stdout
  );
});

test('a host that is absent is explained too', async () => {
  const { code, stdout } = await explain('productpage', 'details', '-f', 'mesh');
  expect(code).toBe(0);
  expect(stdout).toContain('details.default.svc.cluster.local is not in the scope');
});

test('the explanation is a value as well', async () => {
  const { stdout } = await explain('reviews', '-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ namespace: 'default', name: 'reviews', hosts: [{}, {}, {}] });
  expect((await explain('reviews', '-o', 'yaml')).stdout).toContain('name: reviews\n');
});

const observed = `apiVersion: meshfence.io/v1alpha1
kind: EdgeList
metadata: {name: edges}
sources:
  - {name: als, direct: true, windows: [{from: '2026-03-07T00:00:00Z'}]}
hearings:
  - source: als
    from: default/productpage
    lastHeard: '2026-03-07T23:59:58Z'
    unlearned: [{why: unreached, to: 'details:9080', count: 2, lastSeen: '2026-03-07T23:00:00Z'}]
`;

test('an EdgeList says what sources have seen, and why a call was not learned', async () => {
  const files = { ...bookinfo, 'observed.yaml': observed };
  const words = ['explain', 'productpage', 'details', '-f', 'mesh', '--edges', 'observed.yaml'];
  const { code, stdout } = await meshfence(words, { files });
  expect(code).toBe(0);
  expect(stdout).toContain('details.default.svc.cluster.local is not in the scope');
  expect(stdout).toContain(
    '  als  has watched since 2026-03-07T00:00:00Z (1d ago), direct calls included; no call to the host; last call 2026-03-07T08:00:00Z (16h ago); last heard of it 2026-03-07T23:59:58Z (2s ago)\n' +
      '    not learned: 2 to details:9080, last 2026-03-07T23:00:00Z (1h ago): no upstream was reached\n'
  );
  const json = await meshfence([...words, '-o', 'json'], { files });
  expect(JSON.parse(json.stdout)).toMatchObject({
    testimony: { remedies: [], sources: [{ source: 'als', direct: true, toHost: { destinations: 0 } }] }
  });
});

test.each([
  ['default/reviws', 'No fence covers a workload named default/reviws. Did you mean default/reviews?'],
  ['reviws', 'No fence covers a workload named reviws. Did you mean reviews?'],
  ['shop/reviews', 'No fence covers a workload named shop/reviews. Did you mean default/reviews?'],
  ['billing', 'No fence covers a workload named billing.']
])('%s is unknown, and what is known is told', async (workload, message) => {
  expect(await explain(workload)).toMatchObject({
    code: 3,
    stdout: '',
    stderr: `error: ${message}\n  = remedy: The input has fences for default/productpage and default/reviews.\n`
  });
});

test('a name that several workloads have has to be told apart', async () => {
  const files = {
    ...bookinfo,
    'mesh/other.yaml': bookinfo['mesh/fences.yaml'].replaceAll('namespace: default', 'namespace: shop')
  };
  expect(await meshfence(['explain', 'reviews'], { files })).toMatchObject({
    code: 2,
    stdout: '',
    stderr:
      'error: reviews is the name of several workloads.\n  = remedy: Say which one is meant: default/reviews, shop/reviews.\n'
  });
});

test('a workload behind -f is taken for a path, and the order is told', async () => {
  const { code, stderr } = await explain('-f', 'mesh', 'default/reviews');
  expect(code).toBe(2);
  expect(stderr).toBe(
    "error: missing required argument 'WORKLOAD'\n" +
      'See meshfence explain --help. WORKLOAD comes first, and -f PATH... last.\n'
  );
});
