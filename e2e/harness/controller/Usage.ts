import { readFile } from 'node:fs/promises';

/** What a process has used. */
export interface Usage {
  readonly cpuSeconds: number;
  /** The most memory it ever had, in MiB. */
  readonly peakMiB: number;
  /** What it has now, in MiB. */
  readonly residentMiB: number;
}

/** The kernel counts in hundredths of a second, on every Linux. */
const ticksPerSecond = 100;

const kibibytes = (status: string, field: string): number =>
  Number(new RegExp(`^${field}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN);

/** What a running process has used so far. */
export const usageOf = async (pid: number): Promise<Usage> => {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8')
  ]);
  // The name may hold spaces and brackets; what follows does not. Fields 14 and 15 are user and system time.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return {
    cpuSeconds: (user + system) / ticksPerSecond,
    peakMiB: kibibytes(status, 'VmHWM') / 1024,
    residentMiB: kibibytes(status, 'VmRSS') / 1024
  };
};
