import { toEdge } from '@meshfence/core';
import type { Call, Edge, Instant } from '@meshfence/core';
import type { Bounds, Dropped, Full } from './Bounds.js';

/** A call, and when it was seen. */
export interface Seen {
  readonly call: Call;
  readonly firstSeen: Instant.Instant;
  lastSeen: Instant.Instant;
  count: number;
  /** What was told last of `lastSeen`, and when it was touched last by the receiver's own clock. */
  told: Instant.Instant;
  touched: Instant.Instant;
}

/** Takes what is not learned for want of room: a call, when it was seen, and when that was noticed. */
export type Lost = (call: Call, seen: Instant.Instant, now: Instant.Instant) => void;

type Calls = Map<string, Seen>;

/** The first of a map is what was longest not touched, since whatever is touched moves to its end. */
const first = <A>(values: Iterable<A>): A | undefined => {
  for (const value of values) return value;
  return undefined;
};

const keyOf = ({ port, protocol, to }: Call): string => `${protocol}:${port ?? ''}/${to}`;

/** The edge that a seen call is, as evidence of a source. */
const edgeOf = ({ call, count, firstSeen, lastSeen }: Seen, source: string): Edge =>
  toEdge(call, { source, firstSeen, lastSeen, count });

/** Keeps each call once, and forgets what was seen longest ago. */
export class Ledger {
  readonly dropped: Dropped = { evicted: 0, refused: 0 };
  readonly full: Full = { perCaller: undefined, total: undefined, callers: undefined };
  private readonly callers = new Map<string, Calls>();
  private readonly pending = new Set<Seen>();
  private held = 0;

  constructor(
    private readonly bounds: Bounds,
    private readonly lost: Lost = () => undefined
  ) {}

  /** How many calls are kept. */
  get size(): number {
    return this.held;
  }

  /** How many calls are to be told. */
  get waiting(): number {
    return this.pending.size;
  }

  /** Takes note of a call that was seen at an instant, by a clock that may be wrong; `now` is the own one. */
  note(call: Call, at: Instant.Instant, now: Instant.Instant): void {
    const key = keyOf(call);
    const known = this.callers.get(call.caller.key)?.get(key);
    if (known === undefined) this.add(key, call, at, now);
    else this.touch(key, known, at, now);
  }

  /** What is to be told, all of it; from now on it counts as told. */
  take(source: string): ReadonlyArray<Edge> {
    const edges: Edge[] = [];
    for (const seen of this.pending) {
      seen.told = seen.lastSeen;
      edges.push(edgeOf(seen, source));
    }
    this.pending.clear();
    return edges;
  }

  /** Everything is to be told: to somebody who has heard nothing yet. */
  retell(): void {
    for (const seen of this.all()) this.pending.add(seen);
  }

  /** All calls that are kept. */
  *all(): Iterable<Seen> {
    for (const calls of this.callers.values()) yield* calls.values();
  }

  private touch(key: string, seen: Seen, at: Instant.Instant, now: Instant.Instant): void {
    seen.count += 1;
    if (at > seen.lastSeen) seen.lastSeen = at;
    if (seen.lastSeen - seen.told >= this.bounds.grain) this.pending.add(seen);
    if (now - seen.touched < this.bounds.grain) return;
    seen.touched = now;
    const { caller } = seen.call;
    const calls = this.callers.get(caller.key);
    if (calls === undefined) return;
    calls.delete(key);
    calls.set(key, seen);
    this.callers.delete(caller.key);
    this.callers.set(caller.key, calls);
  }

  private add(key: string, call: Call, at: Instant.Instant, now: Instant.Instant): void {
    const calls = this.callers.get(call.caller.key);
    if (!this.makeRoom(calls, now)) {
      this.dropped.refused += 1;
      this.lost(call, at, now);
      return;
    }
    const seen: Seen = { call, firstSeen: at, lastSeen: at, count: 1, told: at, touched: now };
    // Making room may have taken the caller's last call, and the caller with it.
    const own = this.callers.get(call.caller.key);
    if (own === undefined) this.callers.set(call.caller.key, new Map([[key, seen]]));
    else own.set(key, seen);
    this.pending.add(seen);
    this.held += 1;
  }

  /** Whether there is room for another call, perhaps because an old one has gone. */
  private makeRoom(own: Calls | undefined, now: Instant.Instant): boolean {
    const { callers, perCaller, total } = this.bounds;
    if (own === undefined && this.callers.size >= callers) {
      this.full.callers = now;
      const silent = first(this.callers.values());
      return silent !== undefined && this.forget(silent, now);
    }
    if (own !== undefined && own.size >= perCaller) {
      this.full.perCaller = now;
      return this.evict(own, now);
    }
    if (this.held < total) return true;
    this.full.total = now;
    const share = total / this.callers.size;
    const victim = own !== undefined && own.size > share ? own : first(this.callers.values());
    return victim !== undefined && this.evict(victim, now);
  }

  /** Whether all calls of a caller have gone, for none of them was seen lately. */
  private forget(calls: Calls, now: Instant.Instant): boolean {
    for (let left = calls.size; left > 0; left -= 1) if (!this.evict(calls, now)) return false;
    return true;
  }

  private evict(calls: Calls, now: Instant.Instant): boolean {
    const [key, seen] = first(calls) ?? [];
    if (key === undefined || seen === undefined || now - seen.touched < this.bounds.rest) return false;
    calls.delete(key);
    if (calls.size === 0) this.callers.delete(seen.call.caller.key);
    if (this.pending.delete(seen)) this.lost(seen.call, seen.lastSeen, now);
    this.held -= 1;
    this.dropped.evicted += 1;
    return true;
  }
}
