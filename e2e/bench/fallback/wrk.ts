import type { Pod } from '../../harness/pod/Pod.js';
import { must } from '../../harness/process/run.js';

/** What wrk says about a while of asking; times in milliseconds. */
export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

const time = (report: string, percentile: string): number => {
  const [, value, unit = ''] =
    new RegExp(`^\\s+${percentile}%\\s+([\\d.]+)(us|ms|s)$`, 'm').exec(report) ?? [];
  return Number(value) * (units[unit] ?? Number.NaN);
};

/** Asks as fast as it gets answers. Anything but 200 is an error. */
export const wrk = async (pod: Pod, url: string, host: string, load: Load): Promise<Figures> => {
  const { connections, seconds } = load;
  const options = `--threads 1 --connections ${connections} --duration ${seconds}s --latency`.split(' ');
  const report = await must(pod.network.inside(['wrk', ...options, '--header', `Host: ${host}`, url]));
  if (/Non-2xx|Socket errors/.test(report)) throw new Error(`${host} did not answer well:\n${report}`);
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1]),
    p50: time(report, '50'),
    p99: time(report, '99')
  };
};

/** The middle one of some numbers. */
export const median = (all: ReadonlyArray<number>): number => {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  return (low + high) / 2;
};
