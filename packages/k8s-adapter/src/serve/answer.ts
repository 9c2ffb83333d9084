import type { Registry } from 'prom-client';

/** What there is to ask for. Reasons are empty where all is well. */
export interface Sources {
  /** The metrics' registry, with its own content type. */
  readonly metrics: Pick<Registry, 'metrics' | 'contentType'>;
  /** Why the process should be started anew. */
  readonly health: () => ReadonlyArray<string>;
  /** Why it does not do its work yet. */
  readonly readiness: () => ReadonlyArray<string>;
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

const health = ({ health }: Sources, isVerbose: boolean): Answer => {
  const reasons = asked(health);
  return verdict(reasons, isVerbose ? check('health', reasons) : []);
};

/** What is not healthy is not ready either. */
const readiness = (sources: Sources, isVerbose: boolean): Answer => {
  const [unhealthy, unready] = [asked(sources.health), asked(sources.readiness)];
  const details = isVerbose ? [...check('health', unhealthy), ...check('readiness', unready)] : [];
  return verdict([...unhealthy, ...unready], details);
};

const metrics = async ({ metrics }: Sources): Promise<Answer> => ({
  status: 200,
  contentType: metrics.contentType,
  body: await metrics.metrics()
});

/** The answer to a request. `target` is as it stands in the request's first line. Rejects where metrics cannot be collected. */
export const answer = async (sources: Sources, method: string, target: string): Promise<Answer> => {
  const [path = '', query = ''] = target.split('?', 2);
  const isVerbose = new URLSearchParams(query).has('verbose');
  const answers = new Map<string, () => Answer | Promise<Answer>>([
    ['/healthz', () => health(sources, isVerbose)],
    ['/readyz', () => readiness(sources, isVerbose)],
    ['/metrics', () => metrics(sources)]
  ]);
  const found = answers.get(path);
  if (found === undefined)
    return text(404, [`There is ${[...answers.keys()].join(', ')}, and nothing else.`]);
  if (method === 'GET' || method === 'HEAD') return found();
  return { ...text(405, ['Only GET and HEAD are answered here.']), headers: { allow: 'GET, HEAD' } };
};
