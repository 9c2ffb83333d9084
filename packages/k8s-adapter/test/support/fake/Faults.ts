import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with a request. */
export type Trouble =
  /** It is refused. `retryAfter` is the header, in seconds or as a date. */
  | {
      readonly status: number;
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfter?: string;
    }
  /** The connection breaks: before anything is done, in the middle of the answer, or when all is done and nothing said. */
  | { readonly reset: 'before' | 'body' | 'after' }
  /** It is done so many milliseconds later. */
  | { readonly delay: number }
  /** Nothing is ever answered. */
  | { readonly hang: true }
  /** A watch begins, and tells nothing. */
  | { readonly silent: true }
  /** A success with this body, whatever it is. */
  | { readonly body: string };

/** Trouble for some requests. */
export interface Fault {
  readonly method?: string;
  /** What the path with its query must match. */
  readonly path?: RegExp;
  /** How many requests it befalls; all of them where nothing is said. */
  readonly times?: number;
  readonly trouble: Trouble;
}

interface Armed extends Fault {
  left: number;
}

/** Scripted trouble: the first fault that matches a request befalls it. */
export class Faults {
  private armed: Array<Armed> = [];

  add(fault: Fault): () => void {
    const armed = { ...fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.armed.push(armed);
    return () => {
      this.armed = this.armed.filter(each => each !== armed);
    };
  }

  clear(): void {
    this.armed = [];
  }

  /** What befalls a request. A delay is over before this comes back, so that other faults may follow it. */
  async befalling(method: string, url: string): Promise<Exclude<Trouble, { delay: number }> | undefined> {
    for (const fault of this.armed) {
      const isMeant = (fault.method ?? method) === method && (fault.path?.test(url) ?? true);
      if (!isMeant || fault.left <= 0) continue;
      fault.left -= 1;
      if (!('delay' in fault.trouble)) return fault.trouble;
      await sleep(fault.trouble.delay, undefined, { ref: false });
    }
    return undefined;
  }
}
