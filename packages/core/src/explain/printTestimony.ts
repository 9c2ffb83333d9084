import type { Instant } from '../model/Instant.js';
import { moment } from './moment.js';
import type { Explained, SeenCalls, Statement, Testimony } from './Testimony.js';

/** Of what was not learned, so much is shown. */
const most = 5;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Names come from whoever sends logs: what could play with a terminal is shown as what it is. */
const printable = (text: string): string =>
  /^[ -~]{1,255}$/.test(text) ? text : JSON.stringify(text.slice(0, 255)).replaceAll(/[^ -~]/g, escaped);

type Show = (at: Instant) => string;

const watch = ({ direct, since, until }: Statement, show: Show): ReadonlyArray<string> => {
  if (since !== undefined)
    return [`has watched since ${show(since)}, direct calls ${direct === true ? 'included' : 'excepted'}`];
  if (until !== undefined) return [`has not watched since ${show(until)}`];
  return direct === undefined ? [] : ['has never watched'];
};

const last = ({ destinations, lastSeen }: SeenCalls, what: string, show: Show): ReadonlyArray<string> => {
  if (lastSeen !== undefined) return [`last ${what} ${show(lastSeen)}`];
  return destinations > 0 ? [`a ${what}, nobody says when`] : [];
};

const heard = ({ calls, lastHeard }: Statement, show: Show): ReadonlyArray<string> =>
  lastHeard === undefined || lastHeard === calls.lastSeen ? [] : [`last heard of it ${show(lastHeard)}`];

/** What it has seen: of the host first, where one was asked for, and then of the workload at all. */
const seen = (statement: Statement, show: Show): ReadonlyArray<string> => {
  const { calls, toHost } = statement;
  const all = [...last(calls, 'call', show), ...heard(statement, show)];
  if (all.length === 0) return ['never heard of it'];
  if (toHost === undefined) return all;
  return [
    ...(toHost.destinations === 0 ? ['no call to the host'] : last(toHost, 'call to the host', show)),
    ...all
  ];
};

const unlearned =
  (show: Show) =>
  ({ because, count, lastSeen, to }: Explained): string => {
    const where = to === undefined ? '' : ` to ${printable(to)}`;
    return `    not learned: ${count}${where}, last ${show(lastSeen)}: ${printable(because)}`;
  };

const printStatement = (statement: Statement, width: number, show: Show): ReadonlyArray<string> => {
  const all = (statement.toHost ?? statement.calls).unlearned;
  const more = all.length > most ? [`    and ${all.length - most} more like these`] : [];
  const parts = [...watch(statement, show), ...seen(statement, show)];
  const line = `  ${printable(statement.source).padEnd(width)}  ${parts.join('; ')}`;
  return [line, ...all.slice(0, most).map(unlearned(show)), ...more];
};

/** What sources can say of a workload, a line for each, and what to do. */
export const printTestimony = ({ now, remedies, sources }: Testimony): ReadonlyArray<string> => {
  const width = Math.max(...sources.map(({ source }) => printable(source).length));
  const show: Show = at => moment(at, now);
  return [
    'What sources have seen of it',
    ...sources.flatMap(each => printStatement(each, width, show)),
    ...remedies.flatMap(remedy => ['', remedy])
  ];
};
