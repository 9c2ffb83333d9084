import { pause } from '../watch/Backoff.js';

/** So many writes a second on the long run, and so many at once. */
export interface Rate {
  readonly qps: number;
  readonly burst: number;
}

/** A token bucket: each write takes a token, and waits where there is none. */
export interface Bucket {
  /** Resolves when one may write; whether that took time. */
  readonly take: (signal: AbortSignal) => Promise<boolean>;
  readonly setRate: (rate: Rate) => void;
  /** Lets nobody pass for so many milliseconds: the server has asked for it. */
  readonly hold: (milliseconds: number) => void;
}

/** What a controller may write where nobody has said anything. */
export const defaultRate: Rate = { qps: 500, burst: 2000 };

export const newBucket = (first: Rate, now: () => number = () => performance.now()): Bucket => {
  let rate = first;
  let tokens = rate.burst;
  let filled = now();
  let heldUntil = 0;

  /** Milliseconds until a token is there that nobody before has taken. */
  const take = (): number => {
    const at = now();
    tokens = Math.min(rate.burst, tokens + ((at - filled) / 1000) * rate.qps);
    filled = at;
    tokens -= 1;
    return tokens >= 0 ? 0 : (-tokens / rate.qps) * 1000;
  };

  return {
    take: async signal => {
      const untilHeld = (): number => (signal.aborted ? 0 : heldUntil - now());
      const first = Math.max(take(), untilHeld());
      for (let wait = first; wait > 0; wait = untilHeld()) await pause(wait, signal);
      return first > 0;
    },
    hold: milliseconds => {
      heldUntil = Math.max(heldUntil, now() + milliseconds);
    },
    setRate: next => {
      rate = next;
      tokens = Math.min(tokens, rate.burst);
    }
  };
};
