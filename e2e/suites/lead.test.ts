import { setTimeout as sleep } from 'node:timers/promises';
import { connect, defaultTimings, elect } from '@meshfence/k8s-adapter';
import type { Leadership, Timings } from '@meshfence/k8s-adapter';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { toObject } from '../../packages/core/src/lower/controller/rbac/Rule.js';
import { leading } from '../../packages/core/src/lower/controller/rbac/rules.js';
import { memoryLog } from '../../packages/k8s-adapter/test/support/memoryLog.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import { serviceAccountKubeconfig } from '../harness/controller/serviceAccountKubeconfig.js';
import { Mesh } from '../harness/Mesh.js';
import { waitFor } from '../harness/process/waitFor.js';
import { conflicts, monotonicNow, startContender } from './lead/Contender.js';
import type { Contender, Settings } from './lead/Contender.js';

const quick: Timings = { leaseDuration: 3000, renewDeadline: 2100, retryPeriod: 600 };
const longestRest = quick.retryPeriod * 1.2;
const hour = 3_600_000;

let mesh: Mesh;
let contenders: Array<Contender> = [];
let electors: Array<Leadership> = [];

beforeAll(async () => {
  mesh = await Mesh.start({ only: 'api' });
});

afterEach(async () => {
  for (const { process } of contenders) {
    process.kill('SIGCONT');
    await process.stop();
  }
  await Promise.all(electors.map(each => each.stop()));
  [contenders, electors] = [[], []];
});

afterAll(async () => {
  await mesh?.stop();
});

const contend = (settings: Omit<Settings, 'timings'> & { readonly timings?: Timings }): Contender => {
  const contender = startContender(mesh, { timings: quick, ...settings });
  contenders.push(contender);
  return contender;
};

interface Elector {
  readonly leadership: Leadership;
  readonly changes: ReadonlyArray<boolean>;
  readonly lines: ReturnType<typeof memoryLog>['lines'];
}

/** A candidate in this process, who may come by another way. */
const stand = (identity: string, lease: { namespace: string; name: string }, kubeconfig: string): Elector => {
  const changes: Array<boolean> = [];
  const { lines, log } = memoryLog();
  const client = connect({ kubeconfig });
  const onChange = (isLeading: boolean): void => void changes.push(isLeading);
  const leadership = elect({ client, lease, identity, timings: quick, log, onChange });
  electors.push({ ...leadership, stop: () => leadership.stop().then(() => client.close()) });
  return { leadership, changes, lines };
};

const leads = ({ leadership }: Elector): Promise<true> =>
  waitFor(`${leadership.identity} to lead`, () =>
    Promise.resolve(leadership.isLeading() ? (true as const) : undefined)
  );

const leaseNamed = async (name: string, namespace = 'default') =>
  mesh.get({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { namespace, name } });

test('after kill -9 another replica leads within 15 s, with the default timings', async () => {
  const a = contend({ identity: 'a', lease: 'crash', timings: defaultTimings });
  const won = await a.heard('won');
  const b = contend({ identity: 'b', lease: 'crash', timings: defaultTimings });
  await b.heard('begun');
  await sleep(won.at + 5000 - monotonicNow());
  a.process.kill('SIGKILL');
  const dead = monotonicNow();
  const { at } = await b.heard('won');
  console.log(`fail-over after kill -9: ${((at - dead) / 1000).toFixed(1)} s`);
  expect(at - dead).toBeLessThan(15_000);
  expect(conflicts([a, b])).toEqual([]);
});

test('clocks hours apart: one leads; stopped for longer than its lease, it knows at once that it leads no more', async () => {
  const lease = 'pause';
  const a = contend({ identity: 'a', lease, ahead: -5 * hour });
  await a.heard('won');
  const others = [contend({ identity: 'b', lease, ahead: 5 * hour }), contend({ identity: 'c', lease })];
  await Promise.all(others.map(each => each.heard('begun')));
  await sleep(2 * quick.leaseDuration);
  expect(a.lines().filter(({ event }) => event === 'lost')).toEqual([]);
  expect(others.flatMap(each => each.lines()).filter(({ event }) => event === 'won')).toEqual([]);

  a.process.kill('SIGUSR2');
  await a.heard('busy');
  a.process.kill('SIGSTOP');
  await Promise.any(others.map(each => each.heard('won')));
  await sleep(500);
  a.process.kill('SIGCONT');
  const resumed = await a.heard('resumed following');
  const lost = await a.heard('lost');
  await sleep(quick.leaseDuration);
  expect(resumed.at).toBeLessThan(lost.at);
  expect(a.lines().filter(({ at, event }) => event === 'leads' && at > resumed.at)).toEqual([]);
  expect(a.lines().filter(({ event }) => event === 'resumed leading')).toEqual([]);
  expect(conflicts([a, ...others])).toEqual([]);
});

test('on SIGTERM the lease is given back, and another leads within a retry period', async () => {
  const a = contend({ identity: 'a', lease: 'release' });
  await a.heard('won');
  const b = contend({ identity: 'b', lease: 'release' });
  await b.heard('begun');
  await sleep(1000);
  a.process.kill('SIGTERM');
  const lost = await a.heard('lost');
  const won = await b.heard('won');
  expect(won.at - lost.at).toBeLessThan(longestRest + 500);
  expect((await leaseNamed('release'))?.['spec']).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
  b.process.kill('SIGTERM');
  await waitFor('b to end', () => Promise.resolve(b.process.ended()));
  expect(b.process.ended()).toBe('exit 0');
  expect((await leaseNamed('release'))?.['spec']).toMatchObject({
    holderIdentity: '',
    leaseDurationSeconds: 1
  });
  expect(conflicts([a, b])).toEqual([]);
});

test('a container that is started again has its lease at once', async () => {
  const settings = { lease: 'again', timings: { ...quick, leaseDuration: 30_000 } };
  const first = contend({ identity: 'a', ...settings });
  await first.heard('won');
  const b = contend({ identity: 'b', ...settings });
  await b.heard('begun');
  first.process.kill('SIGKILL');
  const second = contend({ identity: 'a', ...settings });
  const [begun, won] = [await second.heard('begun'), await second.heard('won')];
  expect(won.at - begun.at).toBeLessThan(1000);
  await sleep(1000);
  expect(b.lines().filter(({ event }) => event === 'won')).toEqual([]);
  expect((await leaseNamed('again'))?.['spec']).toMatchObject({ holderIdentity: 'a', leaseTransitions: 0 });
});

const serviceAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace: 'mesh-operator', name: 'meshfence' }
};
const metadata = { namespace: 'mesh-operator', name: 'leading' };
const group = 'rbac.authorization.k8s.io';
const role = { apiVersion: `${group}/v1`, kind: 'Role', metadata, rules: leading('meshfence').map(toObject) };
const binding = {
  apiVersion: `${group}/v1`,
  kind: 'RoleBinding',
  metadata,
  roleRef: { apiGroup: group, kind: 'Role', name: 'leading' },
  subjects: [{ kind: 'ServiceAccount', name: 'meshfence', namespace: 'mesh-operator' }]
};

test('the rights that install gives are enough, also when somebody labels the lease or deletes it', async () => {
  await mesh.apply([serviceAccount, role, binding]);
  const kubeconfig = await serviceAccountKubeconfig(mesh, 'mesh-operator', 'meshfence');
  const place = { namespace: 'mesh-operator', name: 'meshfence' };
  const a = stand('a', place, kubeconfig);
  await leads(a);
  const b = stand('b', place, kubeconfig);
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...place, labels: { team: 'mesh' } }
  };
  await mesh.apply([lease]);
  await sleep(quick.leaseDuration);
  const renewed = await leaseNamed('meshfence', 'mesh-operator');
  expect(renewed?.metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'meshfence', team: 'mesh' });
  expect(renewed?.['spec']).toMatchObject({
    holderIdentity: 'a',
    leaseDurationSeconds: 3,
    leaseTransitions: 0
  });

  await mesh.remove([lease]);
  await sleep(quick.leaseDuration);
  const anew = await leaseNamed('meshfence', 'mesh-operator');
  expect(anew?.['spec']).toMatchObject({ holderIdentity: 'a', leaseTransitions: 0 });
  expect([a.changes, b.changes]).toEqual([[true], []]);

  await a.leadership.stop();
  await leads(b);
  expect([...a.lines, ...b.lines].filter(([, message]) => message.includes('cannot'))).toEqual([]);
});

test('a leader that cannot reach the server steps down in time, and follows when it can again', async () => {
  const proxy = await FaultProxy.start(mesh);
  try {
    const place = { namespace: 'default', name: 'unreachable' };
    const a = stand('a', place, await proxy.kubeconfig());
    await leads(a);
    const b = stand('b', place, mesh.control.apiServer.kubeconfig);
    await sleep(1000);
    await proxy.set({ kind: 'blackHole' });
    const cut = monotonicNow();
    await waitFor('a to step down', () => Promise.resolve(a.changes.length === 2 ? true : undefined));
    expect(monotonicNow() - cut).toBeLessThan(quick.renewDeadline + 200);
    expect([a.leadership.isLeading(), b.leadership.isLeading()]).toEqual([false, false]);
    await leads(b);
    await proxy.set({ kind: 'closed' });
    await sleep(1000);
    await proxy.set({ kind: 'pass' });
    await waitFor('a to see b', () => Promise.resolve(a.leadership.holder() === 'b' ? true : undefined));
    await b.leadership.stop();
    await leads(a);
    expect([a.changes, b.changes]).toEqual([
      [true, false, true],
      [true, false]
    ]);
  } finally {
    await Promise.all(electors.map(each => each.stop()));
    await proxy.stop();
  }
});

test('stopping does not wait for a server that does not answer', async () => {
  const proxy = await FaultProxy.start(mesh);
  try {
    const a = stand('a', { namespace: 'default', name: 'silent' }, await proxy.kubeconfig());
    await leads(a);
    await proxy.set({ kind: 'blackHole' });
    const before = monotonicNow();
    await a.leadership.stop();
    expect(monotonicNow() - before).toBeLessThan(quick.renewDeadline / 2 + 500);
  } finally {
    await proxy.stop();
  }
});

test('a namespace that is not there yet is waited for, and named', async () => {
  const a = stand('a', { namespace: 'later', name: 'meshfence' }, mesh.control.apiServer.kubeconfig);
  const warning = await waitFor('a word about it', () => Promise.resolve(a.lines[0]));
  expect(warning.slice(0, 2)).toEqual([
    'warn',
    'the lease cannot be taken: namespaces "later" not found; it is tried again'
  ]);
  await mesh.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'later' } }]);
  await leads(a);
});
