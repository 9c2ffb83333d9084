import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Asked, Counting } from '../observe/Told.js';

const seconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Counts what sources do, in a registry: each by its name.
 *
 * `question` is one of a source's own (`http-source`, `watch`, ..) or a handler's name; `reason` why a sample was of no use.
 */
export const promMetrics = (registry: Registry): ((source: string) => Counting) => {
  const registers = [registry];
  const questions = new Counter({
    name: 'meshfence_prometheus_questions_total',
    help: 'Questions, and whether they were answered, answered in part, or failed.',
    labelNames: ['source', 'question', 'result'],
    registers
  });
  const duration = new Histogram({
    name: 'meshfence_prometheus_question_duration_seconds',
    help: 'How long answers took, attempts included.',
    labelNames: ['source', 'question'],
    buckets: seconds,
    registers
  });
  const success = new Gauge({
    name: 'meshfence_prometheus_last_answer_timestamp_seconds',
    help: 'When a question was last answered as a whole, since 1970.',
    labelNames: ['source', 'question'],
    registers
  });
  const samples = new Counter({
    name: 'meshfence_prometheus_samples_total',
    help: 'Lines of answers.',
    labelNames: ['source', 'question'],
    registers
  });
  const unused = new Counter({
    name: 'meshfence_prometheus_unused_samples_total',
    help: 'Lines of answers that no edge came of, by the reason.',
    labelNames: ['source', 'question', 'reason'],
    registers
  });
  const edges = new Counter({
    name: 'meshfence_prometheus_edges_total',
    help: 'Observed calls that were told, the same ones again and again.',
    labelNames: ['source', 'question'],
    registers
  });
  const forgotten = new Counter({
    name: 'meshfence_prometheus_hearings_forgotten_total',
    help: 'What is not remembered any more of calls that were not learned, for want of room.',
    labelNames: ['source', 'what'],
    registers
  });
  const watching = new Gauge({
    name: 'meshfence_prometheus_watching',
    help: '1 while calls would be seen, 0 while that is not sure and nothing expires.',
    labelNames: ['source'],
    registers
  });
  const asked = (source: string, { outcome, question, result, seconds: taken }: Asked): void => {
    const labels = { source, question };
    questions.inc({ ...labels, result });
    duration.observe(labels, taken);
    if (result === 'answered') success.set(labels, Date.now() / 1000);
    samples.inc(labels, outcome.samples + outcome.malformed);
    edges.inc(labels, outcome.edges);
    if (outcome.malformed > 0) unused.inc({ ...labels, reason: 'malformed' }, outcome.malformed);
    for (const [reason, count] of Object.entries(outcome.unused)) unused.inc({ ...labels, reason }, count);
  };
  return source => ({
    asked: each => asked(source, each),
    watching: isWatching => watching.set({ source }, isWatching ? 1 : 0),
    forgotten: (what, count) => forgotten.inc({ source, what }, count)
  });
};
