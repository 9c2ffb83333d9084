import type { Instant } from '@meshfence/core';
import type { Full } from '../keep/Bounds.js';

/** How it stands with a receiver. */
export interface Standing {
  readonly now: Instant.Instant;
  readonly full: Readonly<Full>;
  /** Whether proxies should report, and none does. */
  readonly isSilent: boolean;
  /** Whether streams wait for whoever takes calls. */
  readonly isHolding: boolean;
  /** Why the newer certificates cannot be used. */
  readonly complaint: string | undefined;
}

/** For so long it is said that there was no room. */
const lately: Instant.Duration = 600_000;

const isLate = (at: Instant.Instant | undefined, now: Instant.Instant): boolean =>
  at !== undefined && now - at < lately;

/** What is wrong, and what to do about it: the same words for the same trouble. Empty where all is well. */
export const troublesOf = ({
  complaint,
  full,
  isHolding,
  isSilent,
  now
}: Standing): ReadonlyArray<string> => [
  ...(isSilent
    ? [
        'No proxy sends its access log. See that what install prints is applied, and that proxies reach the port for access logs.'
      ]
    : []),
  ...(isLate(full.perCaller, now)
    ? [
        'A workload makes more different calls than are kept of one, and not all are learned. Raise --most-edges-per-caller, unless it scans.'
      ]
    : []),
  ...(isLate(full.total, now)
    ? ['More different calls are made than are kept, and not all are learned. Raise --most-edges.']
    : []),
  ...(isLate(full.callers, now)
    ? [
        'More workloads report than one receiver keeps apart, and not all of their calls are learned. Run more receivers, or demand certificates (--tls-client-ca) where somebody invents workloads.'
      ]
    : []),
  ...(isHolding
    ? ['Access logs wait, for calls are not taken as fast as they come. Give the process more CPU.']
    : []),
  ...(complaint === undefined
    ? []
    : [`New certificates cannot be used, and the earlier ones stay until they expire: ${complaint}.`])
];
