import type { JsonObject } from '@meshfence/core';
import type { Registry } from 'prom-client';
import type { Pace } from './Pace.js';

/** What there is to ask for. Reasons are empty where all is well. */
export interface Subjects {
  /** The metrics' registry, with its own content type. */
  readonly metrics: Pick<Registry, 'metrics' | 'contentType'>;
  /** Why the process should be started anew. */
  readonly health: () => ReadonlyArray<string>;
  /** Why it does not do its work yet. */
  readonly readiness: () => ReadonlyArray<string>;
  /**
   * The observed calls, as an EdgeList, perhaps of the callers of one namespace only; undefined where another replica has
   * them. Left out where nobody observes any.
   */
  readonly edges?: (namespace: string | undefined) => JsonObject | undefined;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const text = (status: number, lines: ReadonlyArray<string>): Answer => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: lines.map(line => `${line}\n`).join('')
});

const oneLine = (reason: string): string => reason.replaceAll(/\s+/g, ' ');

/** Reasons; one that cannot be had is a reason, too. */
const asked = (source: () => ReadonlyArray<string>): ReadonlyArray<string> => {
  try {
    return source().map(oneLine);
  } catch (error) {
    return [oneLine(`it cannot be told: ${String(error)}`)];
  }
};

const check = (name: string, reasons: ReadonlyArray<string>): ReadonlyArray<string> =>
  reasons.length === 0 ? [`[+] ${name}`] : reasons.map(reason => `[-] ${name}: ${reason}`);

const verdict = (reasons: ReadonlyArray<string>, details: ReadonlyArray<string>): Answer => {
  if (details.length > 0) return text(reasons.length === 0 ? 200 : 503, details);
  return reasons.length === 0 ? text(200, ['ok']) : text(503, reasons);
};

const health = ({ health }: Subjects, isVerbose: boolean): Answer => {
  const reasons = asked(health);
  return verdict(reasons, isVerbose ? check('health', reasons) : []);
};

/** What is not healthy is not ready either. */
const readiness = (subjects: Subjects, isVerbose: boolean): Answer => {
  const [unhealthy, unready] = [asked(subjects.health), asked(subjects.readiness)];
  const details = isVerbose ? [...check('health', unhealthy), ...check('readiness', unready)] : [];
  return verdict([...unhealthy, ...unready], details);
};

const metrics = async ({ metrics }: Subjects): Promise<Answer> => ({
  status: 200,
  contentType: metrics.contentType,
  body: await metrics.metrics()
});

const listed = (list: JsonObject | undefined): Answer =>
  list === undefined
    ? text(503, ['This replica does not lead: the one that does observes calls.'])
    : { status: 200, contentType: 'application/json', body: `${JSON.stringify(list)}\n` };

const tooSoon = (left: number): Answer => {
  const seconds = Math.ceil(left / 1000);
  const why = `The calls of a large mesh take long to list, and have just been listed: ask again in ${seconds} s.`;
  return { ...text(503, [why]), headers: { 'retry-after': String(seconds) } };
};

/** Whoever asks all the time must not keep a leader from its work, and so from its lease. */
const edges = (list: () => JsonObject | undefined, pace: Pace): Answer =>
  pace.left() > 0 ? tooSoon(pace.left()) : pace.spend(() => listed(list()));

/**
 * The answer to a request. `target` is as it stands in the request's first line; `pace` is that of lists of edges. Rejects where
 * metrics cannot be collected.
 */
export const answer = async (
  subjects: Subjects,
  pace: Pace,
  method: string,
  target: string
): Promise<Answer> => {
  const [path = '', query = ''] = target.split('?', 2);
  const parameters = new URLSearchParams(query);
  const isVerbose = parameters.has('verbose');
  const answers = new Map<string, () => Answer | Promise<Answer>>([
    ['/healthz', () => health(subjects, isVerbose)],
    ['/readyz', () => readiness(subjects, isVerbose)],
    ['/metrics', () => metrics(subjects)]
  ]);
  const { edges: list } = subjects;
  if (list !== undefined)
    answers.set('/edges', () => edges(() => list(parameters.get('namespace') ?? undefined), pace));
  const found = answers.get(path);
  if (found === undefined)
    return text(404, [`There is ${[...answers.keys()].join(', ')}, and nothing else.`]);
  if (method === 'GET' || method === 'HEAD') return found();
  return { ...text(405, ['Only GET and HEAD are answered here.']), headers: { allow: 'GET, HEAD' } };
};
