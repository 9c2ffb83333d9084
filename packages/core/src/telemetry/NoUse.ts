import { shownName } from '../hearing/shownName.js';
import type { Caller } from '../model/Edge.js';
import { edgeKey } from '../model/edgeKey.js';
import { by } from '../order.js';
import type { Call } from './Sample.js';
import type { Why } from './Why.js';

/** How many samples were of no use, by the reason. */
export type Unused = Readonly<Partial<Record<Why, number>>>;

/** A call of which no edge comes: whose, and to where as a sample has it. */
export interface Unmade {
  readonly from: Caller;
  readonly why: Why;
  readonly to: string | undefined;
}

/** A sample of no use, and those whom that may concern. */
export interface NoUse {
  readonly _tag: 'NoUse';
  readonly why: Why;
  readonly callers: ReadonlyArray<Caller>;
  readonly to: string | undefined;
}

export const noUse = (why: Why, callers: ReadonlyArray<Caller> = [], to = ''): NoUse => ({
  _tag: 'NoUse',
  why,
  callers,
  to: shownName(to)
});

/** The calls that a sample stands for, each with a number of the sample's, or why it stands for none. */
export type Found =
  { readonly _tag: 'Calls'; readonly calls: ReadonlyArray<Call>; readonly value: number } | NoUse;

/** What samples come to. */
export interface Gathered {
  readonly calls: ReadonlyArray<readonly [Call, number]>;
  readonly unused: Unused;
  readonly unmade: ReadonlyArray<Unmade>;
}

export const gathered = (all: ReadonlyArray<Found>): Gathered => {
  const unused: Partial<Record<Why, number>> = {};
  for (const each of all) if (each._tag === 'NoUse') unused[each.why] = (unused[each.why] ?? 0) + 1;
  return {
    calls: all.flatMap(each =>
      each._tag === 'Calls' ? each.calls.map(call => [call, each.value] as const) : []
    ),
    unused,
    unmade: all
      .flatMap(each =>
        each._tag === 'NoUse' ? each.callers.map(from => ({ from, why: each.why, to: each.to })) : []
      )
      .sort(by(({ from, to = '', why }) => edgeKey({ from, to, port: undefined, protocol: why })))
  };
};
