import { judge, seenAt, soughtIn, whoMissed } from '@meshfence/core';
import type { Grounds, LogReporter, Sighting, WhyNot } from '@meshfence/core';
import type { Entry, Message } from '../decode/schema.js';
import { toSighting } from '../decode/toSighting.js';
import type { Memory } from '../keep/Memory.js';
import type { Metrics, Outcome } from '../measure/Metrics.js';
import type { Surroundings } from './Settings.js';

/** Takes in what streams bring. */
export type Intake = (message: Message, reporter: LogReporter) => void;

const second = 1000;

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

/** Has entries judged, keeps the calls, and remembers whom the others may concern. */
export const newIntake = (
  { hearings, ledger }: Memory,
  metrics: Metrics,
  { book, knows, now }: Surroundings,
  unreached: boolean
): Intake => {
  const miss = (
    why: WhyNot,
    sighting: Sighting,
    reporter: LogReporter,
    grounds: Grounds,
    at: number
  ): void => {
    for (const caller of whoMissed(why, sighting, reporter, grounds.book, at))
      hearings.missed(caller, { why, to: soughtIn(sighting, reporter), seen: seenAt(sighting, at) }, at);
  };

  const takeEntry = (sighting: Sighting, reporter: LogReporter, grounds: Grounds, at: number): Outcome => {
    const verdict = judge(sighting, reporter, grounds, at);
    if (verdict._tag === 'NoCall') {
      miss(verdict.why, sighting, reporter, grounds, at);
      return verdict.why;
    }
    const { call } = verdict;
    if (reporter._tag === 'GlobalSidecar') hearings.heard(call.caller, at);
    ledger.note(call, seenAt(sighting, at), at);
    return 'call';
  };

  return ({ http_logs, tcp_logs }, reporter) => {
    const at = now();
    const grounds = { book: book(), unreached, knows };
    const tally = newTally(metrics);
    let last: Sighting | undefined;
    const takeAll = (form: Sighting['kind'], all: ReadonlyArray<Entry | undefined>): void => {
      for (const entry of all) {
        const sighting = entry && toSighting(form, entry);
        tally.count(sighting === undefined ? 'malformed' : takeEntry(sighting, reporter, grounds, at));
        last = sighting ?? last;
      }
    };
    if (reporter._tag === 'Caller') hearings.heard(reporter.caller, at);
    takeAll('http', http_logs?.log_entry ?? []);
    takeAll('tcp', tcp_logs?.log_entry ?? []);
    tally.note();
    if (last === undefined) return;
    metrics.lastEntry.set(at / second);
    metrics.age.observe((at - seenAt(last, at)) / second);
  };
};
