import type { sendUnaryData } from '@grpc/grpc-js';
import type { Ending, Kind } from '../measure/Metrics.js';
import type { Limits } from './Settings.js';
import { Stream } from './Stream.js';
import type { Call, Shared } from './Stream.js';

/** All streams that are open. */
export interface Streams {
  accept(call: Call, answer: sendUnaryData<Buffer>): void;
  hold(isHeld: boolean): void;
  endAll(why: Ending): void;
  stop(): void;
}

/** How often silent streams are looked for, in one idle time. */
const looks = 4;

const kinds: ReadonlyArray<Kind> = ['caller', 'global-sidecar', 'stranger', 'unknown'];

/** Keeps the streams of a receiver, no more than there may be, and none that has gone silent. */
export const newStreams = (
  limits: Limits,
  shared: Omit<Shared, 'changed'>,
  changed: (callers: number, globalSidecars: number) => void
): Streams => {
  const open = new Set<Stream>();
  let isHeld = false;

  const count = (): void => {
    const counts = new Map<Kind, number>();
    for (const { kind } of open) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    for (const kind of kinds) shared.metrics.streams.set({ kind }, counts.get(kind) ?? 0);
    changed(counts.get('caller') ?? 0, counts.get('global-sidecar') ?? 0);
  };

  const noticed = (stream: Stream): void => {
    if (stream.isOver) open.delete(stream);
    count();
  };

  const sweep = (): void => {
    const since = shared.now() - limits.idle;
    for (const stream of open) if (stream.isSilentSince(since)) stream.end('idle');
  };

  const timer = setInterval(sweep, limits.idle / looks);
  return {
    accept: (call, answer) => {
      const stream = new Stream(call, answer, { ...shared, changed: noticed });
      if (open.size >= limits.streams) return stream.end('refused');
      open.add(stream);
      if (isHeld) stream.hold(true);
      count();
    },
    hold: next => {
      isHeld = next;
      for (const stream of open) stream.hold(next);
    },
    endAll: why => {
      for (const stream of open) stream.end(why);
    },
    stop: () => clearInterval(timer)
  };
};
