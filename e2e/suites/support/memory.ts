import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from '../../harness/pod/Pod.js';

/** The resident memory of a process, in bytes. */
const residentOf = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
};

/** The resident memory of each process of a pod. */
const resident = ({ processes }: Pod): Promise<ReadonlyArray<number>> =>
  Promise.all(processes.map(({ pid }) => residentOf(pid)));

/** How much larger each process of a pod became while something was going on, at most. */
export const growthDuring = async (
  pod: Pod,
  doing: () => Promise<unknown>
): Promise<ReadonlyArray<number>> => {
  const before = await resident(pod);
  let most = before;
  const done = new AbortController();
  const watching = (async () => {
    while (!done.signal.aborted) {
      const now = await resident(pod);
      most = most.map((each, index) => Math.max(each, now[index] ?? 0));
      await sleep(100);
    }
  })();
  try {
    await doing();
  } finally {
    done.abort();
    await watching;
  }
  return most.map((each, index) => each - (before[index] ?? 0));
};
