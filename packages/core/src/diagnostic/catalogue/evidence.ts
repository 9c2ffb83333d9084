import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about what leaves a scope, and when. */
export const evidence = {
  'host-expired': {
    severity: 'info',
    summary: 'A host has left a scope, by its deadline or for want of calls.',
    message: (p: { readonly host: string; readonly since: string }) =>
      `${quote(p.host)} has expired: ${p.since}.`,
    remedy: 'Nothing to do; a new call, or a static dependency, brings it back.'
  },
  'expiry-unobserved': {
    severity: 'warning',
    summary:
      'An expiry is configured, but no source that sees direct traffic was watching for long enough. Nothing expires.',
    message: () =>
      'An expiry is configured, but no source that sees direct traffic is there to tell that calls have stopped: nothing expires.',
    remedy:
      "Use the callers' own access logs or Prometheus as a source; the global-sidecar's log does not see calls that go directly."
  },
  'expiry-without-clock': {
    severity: 'info',
    summary: 'A host has a deadline or an expiry, but nobody has said what time it is. Nothing expires.',
    message: () => 'A deadline or an expiry is set, but no time was given: nothing expires.',
    remedy: 'Give the time (now).'
  },
  'shrink-limited': {
    severity: 'info',
    summary: 'More learned hosts have expired than one step may remove. The rest follows in later steps.',
    message: (p: { readonly removed: number; readonly waiting: number }) =>
      `Of the expired hosts ${p.removed} leave the scope now, ${p.waiting} later.`,
    remedy: 'Nothing to do; general.expiry.shrinkBudget sets the share.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
