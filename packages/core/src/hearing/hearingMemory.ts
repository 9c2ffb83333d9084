import type { Caller } from '../model/Edge.js';
import type { Hearing, Unlearned } from '../model/Hearing.js';
import type { Instant } from '../model/Instant.js';
import type { WhyUnlearned } from './WhyUnlearned.js';

/** How much is remembered, whatever is heard. */
export interface HearingBounds {
  readonly callers: number;
  /** Of one caller, for each reason. */
  readonly destinations: number;
}

export const defaultHearingBounds: HearingBounds = { callers: 10_000, destinations: 5 };

/** How a source tells callers apart, and what they are called. */
export interface Naming<A> {
  readonly keyOf: (caller: A) => string;
  readonly toCaller: (caller: A) => Caller;
}

/** A call that was not learned. */
export interface Missed {
  readonly why: WhyUnlearned;
  readonly to: string | undefined;
  /** When it was seen, by a clock that may be wrong. */
  readonly seen: Instant;
}

/** What was forgotten, lest too much be remembered. */
export interface Forgotten {
  callers: number;
  destinations: number;
}

/** What has been heard of callers. Who was not heard of for longest is forgotten first, and so are destinations. */
export interface HearingMemory<A> {
  heard(caller: A, at: Instant): void;
  missed(caller: A, missed: Missed, at: Instant): void;
  hearings(source: string): ReadonlyArray<Hearing>;
  readonly forgotten: Readonly<Forgotten>;
}

interface Tally {
  readonly to: string | undefined;
  count: number;
  lastSeen: Instant;
}

interface Heard<A> {
  readonly caller: A;
  /** By reason, the newest last: so few that to look through them is quicker than a map. */
  readonly reasons: Map<WhyUnlearned, Tally[]>;
  lastHeard: Instant;
}

/** Takes a tally out of a list, or makes one. */
const taken = (tallies: Tally[], to: string | undefined, seen: Instant): Tally => {
  const at = tallies.findIndex(each => each.to === to);
  const [known] = at === -1 ? [] : tallies.splice(at, 1);
  return known ?? { to, count: 0, lastSeen: seen };
};

const firstOf = <A>(values: Iterable<A>): A | undefined => {
  for (const value of values) return value;
  return undefined;
};

const unlearnedOf = (reasons: Heard<unknown>['reasons']): ReadonlyArray<Unlearned> =>
  [...reasons].flatMap(([why, tallies]) =>
    tallies.map(({ count, lastSeen, to }) => ({ why, to, count, lastSeen }))
  );

/** A memory that is empty. It changes in place, for it is asked for every entry of a log. */
export const hearingMemory = <A>(
  { keyOf, toCaller }: Naming<A>,
  bounds: HearingBounds = defaultHearingBounds
): HearingMemory<A> => {
  /** The newest last. */
  const callers = new Map<string, Heard<A>>();
  const forgotten: Forgotten = { callers: 0, destinations: 0 };
  let newest: Heard<A> | undefined;

  const putLast = (key: string, heard: Heard<A>): void => {
    if (newest === heard) return;
    newest = heard;
    callers.delete(key);
    callers.set(key, heard);
    if (callers.size <= bounds.callers) return;
    callers.delete(firstOf(callers.keys()) ?? key);
    forgotten.callers += 1;
  };

  const noted = (caller: A, at: Instant): Heard<A> => {
    const key = keyOf(caller);
    const known = callers.get(key) ?? { caller, reasons: new Map<WhyUnlearned, Tally[]>(), lastHeard: at };
    known.lastHeard = Math.max(known.lastHeard, at);
    putLast(key, known);
    return known;
  };

  const talliesOf = ({ reasons }: Heard<A>, why: WhyUnlearned): Tally[] => {
    const known = reasons.get(why) ?? [];
    if (known.length === 0) reasons.set(why, known);
    return known;
  };

  return {
    heard: (caller, at) => void noted(caller, at),
    missed: (caller, { seen, to, why }, at) => {
      const tallies = talliesOf(noted(caller, at), why);
      const tally = taken(tallies, to, seen);
      tally.count += 1;
      tally.lastSeen = Math.max(tally.lastSeen, seen);
      if (tallies.push(tally) <= bounds.destinations) return;
      tallies.shift();
      forgotten.destinations += 1;
    },
    hearings: source =>
      [...callers.values()].map(({ caller, lastHeard, reasons }) => ({
        source,
        caller: toCaller(caller),
        lastHeard,
        unlearned: unlearnedOf(reasons)
      })),
    forgotten
  };
};
