import { defaultTimes } from '@meshfence/core';
import type { EdgeSink, EdgeSource } from '@meshfence/core';
import { siteOf } from '../client/Access.js';
import { connect } from '../client/connect.js';
import type { Prometheus } from '../client/connect.js';
import { inWords } from '../client/Failure.js';
import { newHearings } from './Hearings.js';
import type { Found } from './Hearings.js';
import { questionsOf } from './questionsOf.js';
import { round } from './Rounds.js';
import type { Rounds } from './Rounds.js';
import type { Settings } from './Settings.js';
import { newStandings } from './Standings.js';
import { silent, uncounted } from './Told.js';
import { answered, ended } from './Watch.js';
import type { Watch } from './Watch.js';
import { callers, isOpen, newWatches } from './Watches.js';

/** One life of a source, from its start to its stop. */
interface Life {
  readonly ending: AbortController;
  readonly prometheus: Prometheus;
  readonly asking: Promise<void>;
}

/** Undefined where callers' own sidecars decide that by reporting to receivers. */
const isDirect = ({ direct, handlers = {}, readsSightings }: Settings): boolean | undefined =>
  direct ?? (readsSightings === true ? undefined : Object.keys(handlers).length === 0);

const nameOf = ({ name, readsSightings }: Settings): string =>
  name ?? (readsSightings === true ? 'als' : 'prometheus');

/**
 * A source of edges from metrics: Istio's counters, users' own questions, or what receivers of access logs show.
 *
 * @throws an Error with the remedy, where the address is none.
 */
export const promSource = (settings: Settings): Required<EdgeSource> => {
  const {
    counting = uncounted,
    interval = defaultTimes.interval,
    narrator = silent,
    now = Date.now,
    patience = 3 * interval + 30_000
  } = settings;
  const name = nameOf(settings);
  siteOf(settings.access.address);
  const watches = newWatches(isDirect(settings));
  const hearings = newHearings(counting);
  const standings = newStandings(patience);
  let life: Life | undefined;

  /** Changes the watch of a question, and tells the sink where that changes what is watched. */
  const changing =
    (sink: EdgeSink) =>
    (question: string, step: (watch: Watch) => Watch): void => {
      const changed = watches.change(question, step);
      counting.watching(isOpen(watches.watched()));
      if (changed === undefined) return;
      try {
        sink.watched({ name, ...changed });
      } catch (error) {
        narrator.warn('the windows of a source are not taken', { source: name, error: inWords(error) });
      }
    };

  const begin = (sink: EdgeSink): Life => {
    const ending = new AbortController();
    const prometheus = connect(settings.access);
    const questions = questionsOf(settings, name, prometheus);
    const names = questions.map(question => question.name);
    const change = changing(sink);
    const tell = (found: Found, at: number): void => {
      if (ending.signal.aborted) return;
      hearings.note(found, at);
      if (found.edges.length > 0) sink.observed(found.edges);
    };
    const rounds: Rounds = {
      interval,
      now,
      counting,
      narrator,
      tell,
      signal: ending.signal,
      answered: (question, at) => change(question, watch => answered(watch, at, now(), patience)),
      unanswered: question => change(question, ended),
      fared: standings.note,
      reported: (isReporting, at) =>
        change(callers, watch => (isReporting ? answered(watch, at, now(), patience) : ended(watch)))
    };
    const asking = async (): Promise<void> => {
      await Promise.all(questions.map(question => round(rounds, question)));
      for (const each of [...names, callers]) change(each, ended);
    };
    watches.begin(names);
    return { ending, prometheus, asking: asking() };
  };

  const end = async ({ asking, ending, prometheus }: Life): Promise<void> => {
    ending.abort();
    await asking;
    await prometheus.close();
  };

  let stopping = Promise.resolve();
  return {
    name,
    start: async sink => {
      await stopping;
      life ??= begin(sink);
    },
    stop: () => {
      if (life !== undefined) stopping = end(life);
      life = undefined;
      return stopping;
    },
    hearings: () => hearings.all(name),
    troubles: () => (life === undefined ? [] : standings.troubles(now()))
  };
};
