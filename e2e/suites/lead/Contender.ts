import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Timings } from '@meshfence/k8s-adapter';
import type { Mesh } from '../../harness/Mesh.js';
import { startProcess } from '../../harness/process/Process.js';
import type { Process } from '../../harness/process/Process.js';
import { waitFor } from '../../harness/process/waitFor.js';

export interface Line {
  /** Milliseconds of the machine's monotonic clock, which all of its processes share. */
  readonly at: number;
  readonly event?: string;
  readonly warn?: string;
  readonly info?: string;
}

export interface Settings {
  readonly identity: string;
  readonly lease: string;
  readonly timings: Timings;
  /** By how many milliseconds its wall clock is wrong. */
  readonly ahead?: number;
}

/** A process that stands in an election. */
export interface Contender {
  readonly process: Process;
  lines(): ReadonlyArray<Line>;
  /** Waits for the first of such events, or the first after an instant. */
  heard(event: string, after?: number): Promise<Line>;
}

const program = fileURLToPath(new URL('./candidate.mjs', import.meta.url));
let count = 0;

const parsed = (text: string): ReadonlyArray<Line> =>
  text
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line) as Line);

/** Starts a contender for a lease in the namespace "default". */
export const startContender = (mesh: Mesh, { ahead = 0, lease, ...rest }: Settings): Contender => {
  count += 1;
  const { kubeconfig } = mesh.control.apiServer;
  const settings = { ahead, kubeconfig, lease: { namespace: 'default', name: lease }, ...rest };
  const name = `contender-${count}`;
  const argv = [process.execPath, program, JSON.stringify(settings)];
  const started = startProcess({ name, argv, folder: mesh.workplace.logs });
  const lines = (): ReadonlyArray<Line> => parsed(readFileSync(started.output, 'utf8'));
  const heard = (event: string, after = 0): Promise<Line> =>
    waitFor(`${rest.identity} to say "${event}"`, () =>
      Promise.resolve(lines().find(line => line.event === event && line.at > after))
    );
  return { process: started, lines, heard };
};

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Samples are taken every 20 ms; where one is missing for so long, nothing is known. */
const gap = 100;

/** The times for which a contender was seen to lead again and again. A paused process says nothing, and leads nobody. */
export const reigns = (lines: ReadonlyArray<Line>): ReadonlyArray<Span> => {
  const spans: Array<Span> = [];
  for (const { at } of lines.filter(({ event }) => event === 'leads' || event === 'resumed leading')) {
    const last = spans.at(-1);
    if (last !== undefined && at - last.to <= gap) spans[spans.length - 1] = { ...last, to: at };
    else spans.push({ from: at, to: at });
  }
  return spans;
};

/** Each pair of reigns of two contenders that overlap. */
export const conflicts = (contenders: ReadonlyArray<Contender>): ReadonlyArray<readonly [Span, Span]> => {
  const all = contenders.map(each => reigns(each.lines()));
  return all.flatMap((own, index) =>
    all
      .slice(index + 1)
      .flat()
      .flatMap(other =>
        own.filter(span => span.from <= other.to && other.from <= span.to).map(span => [span, other] as const)
      )
  );
};

/** Now, by the clock of the lines. */
export const monotonicNow = (): number => Number(process.hrtime.bigint()) / 1e6;
