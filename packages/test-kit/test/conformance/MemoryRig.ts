import { nowhere } from '@meshfence/core';
import type { Edge, EdgeSink, EdgeSource, Window } from '@meshfence/core';
import type { EdgeSourceRig, ShownCall } from '@meshfence/test-kit';
import { hearingsIn, troublesIn } from './voice.js';
import type { Fault, World } from './World.js';

const edgeOf = ({ caller, namespace, to }: ShownCall, source: string, at: number): Edge => ({
  from: { _tag: 'Named', namespace, name: caller },
  to,
  port: undefined,
  protocol: undefined,
  evidence: [{ source, firstSeen: at, lastSeen: at, count: 1 }],
  origin: nowhere
});

const noCall: ShownCall = { namespace: 'shop', caller: 'nobody', to: 'nothing.shop' };

/** The calls that are told, by whoever sees them rightly or not. */
const callsIn = ({ isSpoilt, missed, seen }: World, fault: Fault | undefined): ReadonlyArray<ShownCall> => {
  const isRepeated = new Set(seen.map(call => JSON.stringify(call))).size < seen.length;
  if (fault === 'takes everybody for web') return seen.map(call => ({ ...call, caller: 'web' }));
  if (fault === 'sees only the last caller of a host')
    return seen.filter(({ to }, at) => !seen.slice(at + 1).some(other => other.to === to));
  if (fault === 'learns what is lost') return [...seen, ...missed];
  const isInvented =
    (fault === 'invents a call when it sees one again' && isRepeated) ||
    (fault === 'tells what is no call' && isSpoilt);
  return isInvented ? [...seen, noCall] : seen;
};

const isOpen = (windows: ReadonlyArray<Window>): boolean => windows.some(({ to }) => to === undefined);

/** Windows that begin, or end right before now. */
const changed = (windows: ReadonlyArray<Window>, isSeeing: boolean, fault: Fault | undefined) => {
  const now = Date.now();
  if (isSeeing && windows.length > 0 && fault === 'never watches again') return windows;
  if (isSeeing && fault === 'claims to have watched all the time') return [{ from: 0, to: undefined }];
  return isSeeing
    ? [...windows, { from: now, to: undefined }]
    : windows.flatMap(({ from, to }) =>
        to === undefined && from >= now ? [] : [{ from, to: to ?? now - 1 }]
      );
};

const memorySource = (world: World, fault: Fault | undefined): EdgeSource => {
  const name = 'memory';
  let windows: ReadonlyArray<Window> = [];
  let lives = 0;
  let listening: EdgeSink | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const watch = (sink: EdgeSink, isSeeing: boolean): void => {
    if (isOpen(windows) === isSeeing) return;
    windows = changed(windows, isSeeing, fault);
    sink.watched({ name, direct: true, windows });
  };

  const tell = (sink: EdgeSink): void => {
    const at = Date.now() + (fault === 'knows the future' ? 60_000 : 0);
    const source = fault === 'is somebody else' ? 'other' : name;
    const edges = callsIn(world, fault).map(call => edgeOf(call, source, at));
    if (edges.length === 0 || (lives > 1 && fault === 'tells nothing when started again')) return;
    sink.observed(fault === 'sees no more when a sink is slow' ? edges.slice(0, 100) : edges);
  };

  const step = (sink: EdgeSink): void => {
    try {
      if (world.isReachable) tell(sink);
      watch(sink, world.isReachable || fault === 'watches during an outage');
    } catch {
      if (fault === 'ends when a sink fails') clearInterval(timer);
    }
  };

  return {
    name,
    start: sink => {
      if (!world.isReachable && fault === 'needs the world to start')
        return Promise.reject(new Error('nobody is there'));
      lives += 1;
      listening = sink;
      timer = setInterval(() => step(sink), 2);
      return Promise.resolve();
    },
    stop: () => {
      if (fault !== 'tells after its stop') clearInterval(timer);
      else timer?.unref();
      if (listening !== undefined && fault !== 'watches after its stop') watch(listening, false);
      listening = undefined;
      return Promise.resolve();
    },
    hearings: () => hearingsIn(world, fault, name),
    troubles: () => troublesIn(world, fault)
  };
};

/** A source in memory, and the calls that it is shown. */
export const memoryRig = (fault?: Fault): EdgeSourceRig => {
  const world: World = { seen: [], missed: [], isReachable: true, isSpoilt: false };
  const nothing = Promise.resolve();
  return {
    source: memorySource(world, fault),
    witness: 'memory',
    show: calls => {
      world.seen = [...world.seen, ...calls];
      return nothing;
    },
    miss: call => Promise.resolve(void (world.missed = [...world.missed, call])),
    spoil: () => Promise.resolve(void (world.isSpoilt = true)),
    interrupt: () => Promise.resolve(void (world.isReachable = false)),
    resume: () => Promise.resolve(void (world.isReachable = true)),
    callerOf: from => (from._tag === 'Named' ? from.name : ''),
    now: Date.now,
    wait: () => new Promise(resolve => setTimeout(resolve, 4)),
    close: () => nothing
  };
};
