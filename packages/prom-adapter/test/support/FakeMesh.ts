import type { EdgeSourceRig, ShownCall } from '@meshfence/test-kit';
import { promSource } from '../../src/index.js';
import type { Settings } from '../../src/index.js';
import { startFakePrometheus, vector } from './FakePrometheus.js';
import type { Asked, FakePrometheus, Line, Reply } from './FakePrometheus.js';

/** What the server answers to each kind of question. */
export interface Answers {
  readonly counters: ReadonlyArray<Line>;
  readonly sightings: ReadonlyArray<Line>;
  /** How many series there are. */
  readonly present: number;
  /** Targets that cannot be scraped, and those of them that counted calls not long ago. */
  readonly down: ReadonlyArray<string>;
  readonly failing: ReadonlyArray<string>;
  /** How many streams of callers' own sidecars receivers have. */
  readonly reporting: number;
}

export const quiet: Answers = {
  counters: [],
  sightings: [],
  present: 1,
  down: [],
  failing: [],
  reporting: 1
};

const counted = (value: number): Reply => vector(value === 0 ? [] : [{ metric: {}, value }]);

const targets = (instances: ReadonlyArray<string>): Reply =>
  vector(instances.map(instance => ({ metric: { job: 'proxies', instance }, value: 1 })));

/** The answer of a server in which calls are counted by their callers, over HTTP. */
export const answerTo =
  (answers: () => Answers) =>
  ({ promql }: Asked): Reply => {
    if (promql.endsWith('(up == 0)')) return targets(answers().down);
    if (promql.includes('(up == 0) and')) return targets(answers().failing);
    if (promql.startsWith('count(')) return counted(answers().present);
    if (promql.startsWith('sum(meshfence_als_streams')) return counted(answers().reporting);
    if (promql.startsWith('max by')) return vector(answers().sightings);
    const isAsked = promql.includes('istio_requests_total{reporter="source"');
    return vector(isAsked ? answers().counters : []);
  };

export const counterLine = ({ namespace, caller, to }: ShownCall): Line => ({
  metric: {
    source_workload: caller,
    source_workload_namespace: namespace,
    destination_service: to,
    destination_service_name: to.split('.')[0] ?? ''
  },
  value: 1
});

export const sightingLine = ({ namespace, caller, to }: ShownCall): Line => ({
  metric: { caller_namespace: namespace, caller, destination: to, port: '80', protocol: 'http' },
  value: Date.now() / 1000
});

/** A call that the caller's proxy did not let out. */
const blockedLine = (call: ShownCall): Line => ({
  ...counterLine(call),
  metric: { ...counterLine(call).metric, destination_service_name: 'BlackHoleCluster' }
});

/** Times in which a test sees many rounds. */
export const hurried = { interval: 15, patience: 300 } as const;
export const hurriedAccess = { timeout: 3000, attempts: 1, pause: 1 } as const;

const spoilt: ReadonlyArray<Line> = [
  { metric: {}, value: 1 },
  { metric: { source_workload: 'web', source_workload_namespace: 'shop' }, value: 1 },
  counterLine({ namespace: 'shop', caller: 'unknown', to: 'cart.shop.svc.cluster.local' }),
  counterLine({ namespace: 'shop', caller: 'web', to: 'unknown' }),
  counterLine({ namespace: 'shop', caller: 'web', to: 'a b' }),
  counterLine({ namespace: 'shop', caller: 'web', to: 'global-sidecar.mesh-operator.svc.cluster.local' }),
  { ...counterLine({ namespace: 'shop', caller: 'idle', to: 'cart.shop.svc.cluster.local' }), value: 'NaN' },
  { ...counterLine({ namespace: 'shop', caller: 'idle', to: 'cart.shop.svc.cluster.local' }), value: 'many' },
  { metric: { caller: 'web', destination: 'cart.shop.svc.cluster.local' }, value: 1 }
];

/** A mesh whose calls a source finds by a server, for the clauses that every source must hold to. */
export const fakeMesh = async (settings: Partial<Settings> = {}): Promise<EdgeSourceRig> => {
  let answers = quiet;
  const server: FakePrometheus = await startFakePrometheus(answerTo(() => answers));
  const add = (counters: ReadonlyArray<Line>, sightings: ReadonlyArray<Line>): Promise<void> => {
    answers = {
      ...answers,
      counters: [...answers.counters, ...counters],
      sightings: [...answers.sightings, ...sightings]
    };
    return Promise.resolve();
  };
  const source = promSource({
    access: { ...hurriedAccess, address: server.url },
    ...hurried,
    ...settings
  });
  return {
    source,
    witness: source.name,
    show: calls => add(calls.map(counterLine), calls.map(sightingLine)),
    ...(settings.readsSightings === true ? {} : { miss: call => add([blockedLine(call)], []) }),
    spoil: () => add(spoilt, spoilt),
    interrupt: () => server.stop(),
    resume: () => server.startAgain(),
    callerOf: from => (from._tag === 'Named' ? from.name : JSON.stringify(from.labels)),
    now: Date.now,
    wait: () => new Promise(resolve => setTimeout(resolve, 20)),
    close: () => server.stop()
  };
};
