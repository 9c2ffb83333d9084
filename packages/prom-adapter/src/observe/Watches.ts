import type { Source, Window } from '@meshfence/core';
import { common, unwatched } from './Watch.js';
import type { Watch } from './Watch.js';

/** What a source says of itself, beside its name. */
export type Watched = Omit<Source, 'name'>;

/** The watches of several questions, by their names. A source watches while each of them is answered. */
export interface Watches {
  /** Names are asked from now on: until each was answered, nobody watches. */
  begin(names: ReadonlyArray<string>): void;
  /** Changes one of them. Gives what is watched where that is something else now. */
  change(name: string, step: (watch: Watch) => Watch): Watched | undefined;
  watched(): Watched;
}

/** The watch that callers' own sidecars keep by reporting, beside those of questions. */
export const callers = '(callers)';

export const isOpen = ({ windows }: Watched): boolean => {
  const last = windows.at(-1);
  return last !== undefined && last.to === undefined;
};

const isSameWindow = (a: Window, b: Window | undefined): boolean => a.from === b?.from && a.to === b.to;

const isSame = (a: Watched, b: Watched): boolean =>
  a.direct === b.direct &&
  a.windows.length === b.windows.length &&
  a.windows.every((each, at) => isSameWindow(each, b.windows[at]));

/**
 * Keeps them. `direct` says whether all calls are seen; undefined where that depends on callers' own sidecars.
 *
 * Then nobody sees direct calls until one of those has reported, and from then on it counts when they were reporting: as of a
 * receiver of their logs.
 */
export const newWatches = (direct: boolean | undefined): Watches => {
  const watches = new Map<string, Watch>();
  const watched = (): Watched => {
    const reporting = watches.get(callers);
    const hasReported = direct === undefined && reporting?.last !== undefined;
    const counted = [...watches].filter(([name]) => name !== callers || hasReported);
    return {
      direct: direct ?? hasReported,
      windows: common(counted.map(([, { windows }]) => windows))
    };
  };
  let told: Watched = { direct: direct ?? false, windows: [] };
  return {
    begin: names => {
      for (const name of names) if (!watches.has(name)) watches.set(name, unwatched);
    },
    change: (name, step) => {
      watches.set(name, step(watches.get(name) ?? unwatched));
      const now = watched();
      if (isSame(now, told)) return undefined;
      told = now;
      return now;
    },
    watched: () => told
  };
};
