import type { Sighting } from './Sighting.js';
import { blackHole } from './upstreamCluster.js';

/** Envoy's response flags, by their short names, as bits: field n of `ResponseFlags` is bit n. */
export const flag = {
  LH: 1 << 1,
  UH: 1 << 2,
  UT: 1 << 3,
  LR: 1 << 4,
  UR: 1 << 5,
  UF: 1 << 6,
  UC: 1 << 7,
  UO: 1 << 8,
  NR: 1 << 9,
  DI: 1 << 10,
  FI: 1 << 11,
  RL: 1 << 12,
  UAEX: 1 << 13,
  RLSE: 1 << 14,
  DC: 1 << 15,
  URX: 1 << 16,
  SI: 1 << 17,
  IH: 1 << 18,
  DPE: 1 << 19,
  RFCF: 1 << 21,
  NFCF: 1 << 22,
  UPE: 1 << 24,
  NC: 1 << 25,
  OM: 1 << 26,
  DF: 1 << 27
} as const;

/** Those that say: the proxy answered by itself, or could not connect. */
const ofNoUpstream =
  flag.LH |
  flag.UH |
  flag.UF |
  flag.UO |
  flag.NR |
  flag.FI |
  flag.RL |
  flag.UAEX |
  flag.RLSE |
  flag.IH |
  flag.DPE |
  flag.RFCF |
  flag.NFCF |
  flag.NC |
  flag.OM |
  flag.DF;

/** Whether an upstream took the request, as the proxy saw it; what it answered, and how it ended, do not matter. */
export const isReached = ({ flags, hasUpstream, upstreamCluster }: Sighting): boolean =>
  hasUpstream && (flags & ofNoUpstream) === 0 && upstreamCluster !== blackHole;

/** What a proxy answers for hosts that it does not know, cannot find, or must not let out. */
const ofProxies: ReadonlySet<number | undefined> = new Set([404, 502, 503]);

/** Whether a global-sidecar's answer may be its own: its log shows only that it was reached itself. */
export const mayBeItsOwn = ({ code }: Sighting): boolean => ofProxies.has(code);
