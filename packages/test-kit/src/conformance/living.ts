import { aWhile, eventually } from './EdgeSourceRig.js';
import type { EdgeSourceRig, ShownCall } from './EdgeSourceRig.js';
import { covers, hasTold, isWatching, newListener, whyNotWindows } from './Listener.js';
import type { Listener } from './Listener.js';

const callTo = (name: string): ShownCall => ({
  namespace: 'shop',
  caller: 'web',
  to: `${name}.shop.svc.cluster.local`
});

const [before, during, after] = [callTo('before'), callTo('during'), callTo('after')] as const;

const untold = async (
  rig: EdgeSourceRig,
  listener: Listener,
  shown: ReadonlyArray<ShownCall>,
  when: string
): Promise<string | undefined> =>
  (await eventually(rig, () => hasTold(rig, listener, shown)))
    ? undefined
    : `what is shown ${when} is never told`;

const notWatching = async (rig: EdgeSourceRig, listener: Listener): Promise<string | undefined> =>
  (await eventually(rig, () => !isWatching(listener)))
    ? undefined
    : 'a window stays open, though the source can see nothing';

/** An outage ends the window, and no window covers it afterwards; what comes later is told. */
export const outage = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = newListener(rig);
  await rig.source.start(listener);
  await rig.show([before]);
  const first = await untold(rig, listener, [before], 'at first');
  const didWatch = await eventually(rig, () => isWatching(listener));
  await rig.interrupt();
  const open = await notWatching(rig, listener);
  const middle = rig.now();
  await aWhile(rig);
  await rig.resume();
  await rig.show([after]);
  const later = await untold(rig, listener, [after], 'after an outage');
  const isBack = !didWatch || (await eventually(rig, () => isWatching(listener)));
  return (
    first ??
    open ??
    later ??
    (isBack ? undefined : 'it does not watch again after an outage') ??
    (didWatch && covers(listener, middle) ? 'a window covers an outage' : undefined) ??
    whyNotWindows(listener.windows())
  );
};

/** A source starts though nothing can be seen yet, and claims nothing. */
export const lateWorld = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = newListener(rig);
  await rig.interrupt();
  await rig.source.start(listener);
  await aWhile(rig);
  const early = isWatching(listener) ? 'it claims to watch what it cannot see' : undefined;
  await rig.resume();
  await rig.show([before]);
  return early ?? untold(rig, listener, [before], 'after a late start');
};

/** A source that is stopped tells nothing and watches nothing; started again, it goes on. */
export const restart = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = newListener(rig);
  await rig.source.start(listener);
  await rig.show([before]);
  const first = await untold(rig, listener, [before], 'at first');
  await rig.source.stop();
  await rig.source.stop();
  const times = listener.times();
  await rig.show([during]);
  await aWhile(rig);
  const told = listener.times() === times ? undefined : 'something is told after the stop';
  const open = isWatching(listener) ? 'a window is open after the stop' : undefined;
  const next = newListener(rig);
  await rig.source.start(next);
  await rig.show([after]);
  const later = await untold(rig, next, [after], 'after a restart');
  return first ?? told ?? open ?? later ?? whyNotWindows(next.windows());
};

/** A sink that fails for a while loses nothing that is shown afterwards, and ends nothing. */
export const failingSink = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = newListener(rig);
  let isFailing = true;
  const fail = (): void => {
    if (isFailing) throw new Error('this sink takes nothing');
  };
  await rig.source.start({
    observed: edges => {
      fail();
      listener.observed(edges);
    },
    watched: source => {
      fail();
      listener.watched(source);
    }
  });
  await rig.show([before]);
  await aWhile(rig);
  isFailing = false;
  await rig.show([after]);
  return untold(rig, listener, [after], 'after a sink has failed');
};

const many = (count: number): ReadonlyArray<ShownCall> =>
  Array.from({ length: count }, (_, at) => callTo(`callee-${at}`));

/** Milliseconds that a slow sink takes for a batch: longer than a source of a rig waits between two. */
const slowness = 20;

/** A slow sink gets everything. */
export const slowSink = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = newListener(rig);
  await rig.source.start({
    observed: edges => {
      for (const until = rig.now() + slowness; rig.now() < until;);
      listener.observed(edges);
    },
    watched: source => listener.watched(source)
  });
  const shown = many(500);
  await rig.show(shown);
  return untold(rig, listener, shown, 'to a slow sink');
};
