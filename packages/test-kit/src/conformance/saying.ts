import type { Hearing } from '@meshfence/core';
import { aWhile, eventually } from './EdgeSourceRig.js';
import type { EdgeSourceRig, ShownCall } from './EdgeSourceRig.js';
import { hasTold, newListener, shownText } from './Listener.js';

const call = (caller: string, to: string): ShownCall => ({
  namespace: 'shop',
  caller,
  to: `${to}.shop.svc.cluster.local`
});

const shown: ReadonlyArray<ShownCall> = [call('web', 'cart'), call('cart', 'stock')];
const missed = call('web', 'lost');

const hearingsOf = ({ source }: EdgeSourceRig): ReadonlyArray<Hearing> => source.hearings?.() ?? [];

const ofCaller = (rig: EdgeSourceRig, { caller, namespace }: ShownCall): ReadonlyArray<Hearing> =>
  hearingsOf(rig).filter(({ caller: each }) => each.namespace === namespace && rig.callerOf(each) === caller);

const isMissed = (rig: EdgeSourceRig): boolean =>
  ofCaller(rig, missed).some(({ unlearned }) =>
    unlearned.some(({ to }) => to?.startsWith('lost.shop') === true)
  );

const isSound = (rig: EdgeSourceRig, { lastHeard, source, unlearned }: Hearing): boolean =>
  source === rig.witness &&
  lastHeard <= rig.now() &&
  unlearned.every(({ count, lastSeen }) => Number.isInteger(count) && count > 0 && lastSeen <= rig.now());

/** Whom it has heard of it can say, and of calls that it does not learn, whose they were and to where. */
export const hearing = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  if (rig.source.hearings === undefined) return undefined;
  const listener = newListener(rig);
  await rig.source.start(listener);
  await rig.show(shown);
  await rig.miss?.(missed);
  const isHeard = await eventually(rig, () => shown.every(each => ofCaller(rig, each).length > 0));
  const isSaid = rig.miss === undefined || (await eventually(rig, () => isMissed(rig)));
  await aWhile(rig);
  const unsound = hearingsOf(rig).find(each => !isSound(rig, each));
  return (
    (isHeard ? undefined : 'somebody whose calls are shown was not heard of') ??
    (isSaid ? undefined : `it does not say why ${shownText(missed)} is not learned`) ??
    (hasTold(rig, listener, [missed]) ? `${shownText(missed)} is learned` : undefined) ??
    (unsound === undefined ? undefined : `what it has heard is not sound: ${JSON.stringify(unsound)}`)
  );
};

/** While nothing can be seen it says what is wrong, in the same words all the while; afterwards that all is well. */
export const trouble = async (rig: EdgeSourceRig): Promise<string | undefined> => {
  const { source } = rig;
  if (source.troubles === undefined) return undefined;
  const said = (): ReadonlyArray<string> => source.troubles?.() ?? [];
  await rig.interrupt();
  await source.start(newListener(rig));
  const isTold = await eventually(rig, () => said().length > 0);
  await aWhile(rig);
  const first = said().join(' ');
  await aWhile(rig);
  const isSame = said().join(' ') === first;
  await rig.resume();
  await rig.show(shown);
  const isOver = await eventually(rig, () => said().length === 0);
  return (
    (isTold ? undefined : 'it says that all is well, though it can see nothing') ??
    (isSame ? undefined : 'it says the same trouble in other words') ??
    (isOver ? undefined : `it still says, though it can see: ${said().join(' ')}`)
  );
};
