import { judge } from '../../../src/sighting/judge.js';
import type { Grounds } from '../../../src/sighting/judge.js';
import { emptyBook, withPods } from '../../../src/sighting/AddressBook.js';
import type { AddressBook, PodChange } from '../../../src/sighting/AddressBook.js';
import { reporterOf } from '../../../src/sighting/Reporter.js';
import type { Reporter } from '../../../src/sighting/Reporter.js';
import { blank } from '../../../src/sighting/Sighting.js';
import type { Sighting } from '../../../src/sighting/Sighting.js';
import { nowhere } from '../../../src/model/Origin.js';
import type { Pod } from '../../../src/model/Workload.js';

export const now = Date.UTC(2026, 2, 1);

/** A running pod `namespace/name` of the workload that its label `app` names. */
export const pod = (key: string, addresses: ReadonlyArray<string>, more: Partial<Pod> = {}): Pod => {
  const [namespace = '', name = ''] = key.split('/');
  const app = name.replace(/-\d+$/, '');
  return {
    meta: {
      namespace,
      name,
      labels: { app },
      annotations: {},
      uid: undefined,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: app, uid: '1' }],
      origin: nowhere
    },
    addresses,
    hostNetwork: false,
    phase: 'Running',
    ...more
  };
};

export const set = (key: string, addresses: ReadonlyArray<string>, more: Partial<Pod> = {}): PodChange => ({
  _tag: 'Set',
  pod: pod(key, addresses, more),
  since: undefined
});

export const removed = (key: string): PodChange => ({ _tag: 'Removed', key });

/** A book after news, each list at its instant. */
export const book = (...news: ReadonlyArray<readonly [number, ReadonlyArray<PodChange>]>): AddressBook =>
  news.reduce((before, [at, changes]) => withPods(before, changes, at), emptyBook);

/** The sidecar of a pod. */
export const sidecar = (key: string, labels: Readonly<Record<string, string>> = {}): Reporter => {
  const [namespace = '', name = ''] = key.split('/');
  const id = `sidecar~10.1.0.9~${name}-7d4.${namespace}~${namespace}.svc.cluster.local`;
  return reporterOf({ id, namespace, workload: name, labels: { app: name, ...labels } }, []);
};

export const globalSidecar: Reporter = {
  _tag: 'GlobalSidecar',
  namespace: 'mesh-operator',
  serves: undefined
};

/** An entry of a caller's own log: a request that its upstream has answered. */
export const direct = (authority: string, more: Partial<Sighting> = {}): Sighting => ({
  ...blank,
  authority,
  local: { address: '10.96.0.1', port: 9080 },
  hasUpstream: true,
  upstreamCluster: 'outbound|9080||details.shop.svc.cluster.local',
  code: 200,
  startedAt: now - 1000,
  duration: 20,
  ...more
});

/** An entry of a global-sidecar's inbound log. */
export const fallback = (authority: string, more: Partial<Sighting> = {}): Sighting => ({
  ...direct(authority),
  peer: { address: '10.1.0.1', port: 40_000 },
  local: { address: '10.1.0.99', port: 9080 },
  upstreamCluster: 'inbound|9080||',
  sourceNamespace: 'shop',
  originalDestination: '10.96.0.1:9080',
  ...more
});

export const grounds: Grounds = {
  book: book([now - 60_000, [set('shop/web-0', ['10.1.0.1'])]]),
  unreached: false,
  knows: undefined
};

/** `shop/web -> details:9080 http`, or why not. */
export const told = (sighting: Sighting, reporter: Reporter, more: Partial<Grounds> = {}): string => {
  const verdict = judge(sighting, reporter, { ...grounds, ...more }, now);
  if (verdict._tag === 'NoCall') return verdict.why;
  const { caller, port, protocol, to } = verdict.call;
  return `${caller.namespace}/${caller.workload} -> ${to}:${port} ${protocol}`;
};
