import { judge, seenAt } from '@meshfence/core';
import type { Grounds, LogReporter, Sighting } from '@meshfence/core';
import { decodeHttp, decodeTcp } from '../decode/schema.js';
import type { Entry, Message } from '../decode/schema.js';
import { toSighting } from '../decode/toSighting.js';
import type { Ledger } from '../keep/Ledger.js';
import type { Metrics, Outcome } from '../measure/Metrics.js';
import type { Surroundings } from './Settings.js';

/** Takes in what streams bring. */
export type Intake = (message: Message, reporter: LogReporter) => void;

const second = 1000;

type Decode = (bytes: Uint8Array) => Entry;

/** An entry as a sighting; undefined where it cannot be read, which is nobody else's fault. */
const read = (kind: Sighting['kind'], decode: Decode, bytes: Uint8Array): Sighting | undefined => {
  try {
    return toSighting(kind, decode(bytes));
  } catch {
    return undefined;
  }
};

/** Counts outcomes of one message: a counter with labels is too slow for each entry. */
const newTally = ({ entries }: Metrics) => {
  const counts = new Map<Outcome, number>();
  return {
    count: (outcome: Outcome): void => void counts.set(outcome, (counts.get(outcome) ?? 0) + 1),
    note: (): void => {
      for (const [outcome, count] of counts) entries.inc({ outcome }, count);
    }
  };
};

/** Decodes entries, has them judged, and keeps the calls. */
export const newIntake = (
  ledger: Ledger,
  metrics: Metrics,
  { book, knows, now }: Surroundings,
  unreached: boolean
): Intake => {
  const takeEntry = (sighting: Sighting, reporter: LogReporter, grounds: Grounds, at: number): Outcome => {
    const verdict = judge(sighting, reporter, grounds, at);
    if (verdict._tag === 'NoCall') return verdict.why;
    ledger.note(verdict.call, seenAt(sighting, at), at);
    return 'call';
  };
  return ({ http_logs, tcp_logs }, reporter) => {
    const at = now();
    const grounds = { book: book(), unreached, knows };
    const tally = newTally(metrics);
    let last: Sighting | undefined;
    const takeAll = (kind: Sighting['kind'], decode: Decode, all: ReadonlyArray<Uint8Array>): void => {
      for (const bytes of all) {
        const sighting = read(kind, decode, bytes);
        tally.count(sighting === undefined ? 'malformed' : takeEntry(sighting, reporter, grounds, at));
        last = sighting ?? last;
      }
    };
    takeAll('http', decodeHttp, http_logs?.log_entry ?? []);
    takeAll('tcp', decodeTcp, tcp_logs?.log_entry ?? []);
    tally.note();
    if (last === undefined) return;
    metrics.lastEntry.set(at / second);
    metrics.age.observe((at - seenAt(last, at)) / second);
  };
};
