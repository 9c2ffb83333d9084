import { Host } from '@meshfence/core';
import type { Edge, EdgeSink, Instant, Source, Window } from '@meshfence/core';
import type { EdgeSourceRig, ShownCall } from './EdgeSourceRig.js';

/** A sink that remembers what it was told. */
export interface Listener extends EdgeSink {
  readonly edges: ReadonlyArray<Edge>;
  /** The last windows that the source has told of itself. */
  windows(): ReadonlyArray<Window>;
  /** How often anything was told. */
  times(): number;
}

export const newListener = ({ source }: EdgeSourceRig): Listener => {
  const edges: Array<Edge> = [];
  let windows: ReadonlyArray<Window> = [];
  let times = 0;
  return {
    edges,
    windows: () => windows,
    times: () => times,
    observed: batch => {
      times += 1;
      for (const edge of batch) edges.push(edge);
    },
    watched: (told: Source) => {
      times += 1;
      if (told.name === source.name) windows = told.windows;
    }
  };
};

const callText = (namespace: string, caller: string, to: string): string =>
  `${namespace}/${caller} -> ${Host.normalize(to)}`;

export const shownText = ({ namespace, caller, to }: ShownCall): string => callText(namespace, caller, to);

/** The calls that were told, each once, in order. */
export const toldCalls = (rig: EdgeSourceRig, { edges }: Listener): ReadonlyArray<string> =>
  [...new Set(edges.map(({ from, to }) => callText(from.namespace, rig.callerOf(from), to)))].sort();

export const hasTold = (rig: EdgeSourceRig, listener: Listener, calls: ReadonlyArray<ShownCall>): boolean => {
  const told = new Set(toldCalls(rig, listener));
  return calls.every(call => told.has(shownText(call)));
};

export const isWatching = (listener: Listener): boolean =>
  listener.windows().some(({ to }) => to === undefined);

export const covers = (listener: Listener, at: Instant.Instant): boolean =>
  listener.windows().some(({ from, to }) => from <= at && (to === undefined || at <= to));

/** Windows that follow one upon another, each longer than nothing. */
export const whyNotWindows = (windows: ReadonlyArray<Window>): string | undefined => {
  const at = windows.findIndex(({ from, to }, index) => {
    const next = windows[index + 1];
    return (to !== undefined && to <= from) || (next !== undefined && (to === undefined || next.from < to));
  });
  return at === -1 ? undefined : `window ${at} is empty, or overlaps the next: ${JSON.stringify(windows)}`;
};
