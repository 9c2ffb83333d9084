import type { Window } from '@meshfence/core';
import { common, unwatched } from './Watch.js';
import type { Watch } from './Watch.js';

/** The watches of several questions, by their names. A source watches while each of them is answered. */
export interface Watches {
  /** Names are asked from now on: until each was answered, nobody watches. */
  begin(names: ReadonlyArray<string>): void;
  /** Changes one of them. Gives the windows in common where they are others now. */
  change(name: string, step: (watch: Watch) => Watch): ReadonlyArray<Window> | undefined;
  windows(): ReadonlyArray<Window>;
}

export const isOpen = (windows: ReadonlyArray<Window>): boolean => {
  const last = windows.at(-1);
  return last !== undefined && last.to === undefined;
};

const isSame = (a: ReadonlyArray<Window>, b: ReadonlyArray<Window>): boolean =>
  a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to);

export const newWatches = (): Watches => {
  const watches = new Map<string, Watch>();
  let told: ReadonlyArray<Window> = [];
  return {
    begin: names => {
      for (const name of names) if (!watches.has(name)) watches.set(name, unwatched);
    },
    change: (name, step) => {
      watches.set(name, step(watches.get(name) ?? unwatched));
      const windows = common([...watches.values()].map(each => each.windows));
      if (isSame(windows, told)) return undefined;
      told = windows;
      return windows;
    },
    windows: () => told
  };
};
