import type { Edge } from '@meshfence/core';
import { aWhile, eventually } from './EdgeSourceRig.js';
import type { EdgeSourceRig, ShownCall } from './EdgeSourceRig.js';
import { hasTold, newListener, shownText, toldCalls } from './Listener.js';
import type { Listener } from './Listener.js';

const host = (name: string): string => `${name}.shop.svc.cluster.local`;

const calls: ReadonlyArray<ShownCall> = [
  { namespace: 'shop', caller: 'web', to: host('cart') },
  { namespace: 'shop', caller: 'web', to: host('stock') },
  { namespace: 'shop', caller: 'cart', to: host('stock') },
  { namespace: 'test', caller: 'web', to: host('cart') }
];

const differing = (
  rig: EdgeSourceRig,
  listener: Listener,
  shown: ReadonlyArray<ShownCall>
): string | undefined => {
  const told = toldCalls(rig, listener);
  const expected = shown.map(shownText).toSorted();
  return JSON.stringify(told) === JSON.stringify(expected)
    ? undefined
    : `shown was ${expected.join(', ')}; told was ${told.join(', ')}`;
};

const isSound = (rig: EdgeSourceRig, { evidence }: Edge): boolean =>
  evidence.length > 0 &&
  evidence.every(
    ({ count, firstSeen, lastSeen, source }) =>
      source === rig.witness &&
      (lastSeen ?? 0) <= rig.now() &&
      (firstSeen ?? 0) <= (lastSeen ?? Number.POSITIVE_INFINITY) &&
      (count === undefined || (Number.isInteger(count) && count > 0))
  );

/** Shows calls to a source that is started, and waits for them to be told. */
const shownTo = async (rig: EdgeSourceRig, shown: ReadonlyArray<ShownCall>): Promise<Listener> => {
  const listener = newListener(rig);
  await rig.source.start(listener);
  await rig.show(shown);
  await eventually(rig, () => hasTold(rig, listener, shown));
  await aWhile(rig);
  return listener;
};

/** Each call is told of its caller, to its destination, and of nobody else; evidence is sound. */
export const identity = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = await shownTo(rig, calls);
  const bad = listener.edges.find(edge => !isSound(rig, edge));
  return (
    differing(rig, listener, calls) ??
    (bad === undefined ? undefined : `the evidence of an edge is not sound: ${JSON.stringify(bad)}`)
  );
};

/** The order of calls changes nothing. */
export const order = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const shown = calls.toReversed();
  return differing(rig, await shownTo(rig, shown), shown);
};

/** Calls that are made again change nothing but evidence. */
export const duplicates = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const listener = await shownTo(rig, [...calls, ...calls]);
  await rig.show(calls);
  await aWhile(rig);
  return differing(rig, listener, calls);
};

/** What is no call costs nothing but itself. */
export const badInput = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  await rig.spoil();
  return differing(rig, await shownTo(rig, calls), calls);
};
