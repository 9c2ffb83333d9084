import type { Source, Window } from '@meshfence/core';

/** As many windows of a source are remembered: to forget one means to have watched for less time, and nothing expires by that. */
const mostWindows = 64;

/** When the sources of edges were watching, over all their lives. */
export interface SourceBook {
  /**
   * Begins another life of a source. What it says of its windows comes after those of its earlier lives.
   *
   * Of a life in which it has seen no direct calls, none are kept: once it sees them, that time would count as watched.
   *
   * One that never says anything is known, too: as one that has never watched.
   */
  readonly live: (name: string) => (source: Source) => void;
  /** The same value until somebody says something. */
  readonly all: () => ReadonlyArray<Source>;
}

const isClosed = ({ to }: Window): boolean => to !== undefined;

/** What still counts of lives that are over. */
const past = ({ direct, windows }: Source): ReadonlyArray<Window> => (direct ? windows.filter(isClosed) : []);

export const newSourceBook = (): SourceBook => {
  const sources = new Map<string, Source>();
  let all: ReadonlyArray<Source> = [];
  const put = (source: Source): void => {
    sources.set(source.name, source);
    all = [...sources.values()];
  };
  return {
    live: name => {
      const known = sources.get(name) ?? { name, direct: false, windows: [] };
      const before = past(known);
      put({ ...known, windows: before });
      return source => put({ ...source, name, windows: [...before, ...source.windows].slice(-mostWindows) });
    },
    all: () => all
  };
};
