import type { Hearing } from '@meshfence/core';
import type { ShownCall } from '@meshfence/test-kit';
import type { Fault, World } from './World.js';

const hearing = (
  { caller, namespace }: ShownCall,
  missed: ReadonlyArray<ShownCall>,
  source: string,
  at: number
): Hearing => ({
  source,
  caller: { _tag: 'Named', namespace, name: caller },
  lastHeard: at,
  unlearned: missed.map(({ to }) => ({ why: 'lost', to, count: 1, lastSeen: at }))
});

/** What a source in memory says of whom it has heard, rightly or not. */
export const hearingsIn = (
  { missed, seen }: World,
  fault: Fault | undefined,
  source: string
): ReadonlyArray<Hearing> => {
  const at = Date.now() + (fault === 'has heard it tomorrow' ? 86_400_000 : 0);
  const heard =
    fault === 'hears of nobody who loses nothing' ? [] : seen.map(each => hearing(each, [], source, at));
  const lost =
    fault === 'does not say what is lost' ? [] : missed.map(each => hearing(each, [each], source, at));
  return [...heard, ...lost];
};

/** What it says is wrong. */
export const troublesIn = ({ isReachable }: World, fault: Fault | undefined): ReadonlyArray<string> => {
  if (fault === 'is always content') return [];
  if (fault === 'complains in new words each time')
    return isReachable ? [] : [`Nobody is there at ${performance.now()}.`];
  return isReachable && fault !== 'complains for ever' ? [] : ['Nobody is there.'];
};
