/** How long an election waits for what, in milliseconds; as client-go calls them. */
export interface Timings {
  /** How long others leave the lease to a holder that they do not see renewing it. Whole seconds, as the lease has it. */
  readonly leaseDuration: number;
  /** How long a leader goes on without having renewed the lease. */
  readonly renewDeadline: number;
  /** How long between two tries; up to a fifth is added, so that replicas do not try in step. */
  readonly retryPeriod: number;
}

/** Another replica leads some 12 s after a crash, at most. */
export const defaultTimings: Timings = { leaseDuration: 10_000, renewDeadline: 7000, retryPeriod: 2000 };

const jitter = 0.2;

/** The time between two tries, of those that chance (from 0 to 1) may give. */
export const jittered = ({ retryPeriod }: Timings, chance: number): number =>
  retryPeriod * (1 + jitter * chance);

/** How long a request may take: a leader that gets no answer can ask again before its deadline. */
export const requestTimeout = ({ renewDeadline }: Timings): number => renewDeadline / 2;

const inSeconds = (time: number): string => `${time / 1000} s`;

/** The longest that fits into a Lease. */
const longest = (2 ** 31 - 1) * 1000;

const isWholeSeconds = (time: number): boolean => time >= 1000 && time <= longest && time % 1000 === 0;

/** Why an election cannot have these timings, and what to do; undefined when it can. */
export const whyInvalidTimings = (timings: Timings): string | undefined => {
  const { leaseDuration, renewDeadline, retryPeriod } = timings;
  if (!isWholeSeconds(leaseDuration))
    return `the lease duration is ${inSeconds(leaseDuration)}: it must be whole seconds, at least one`;
  if (!(retryPeriod > 0))
    return `the retry period is ${inSeconds(retryPeriod)}: it must be longer than nothing`;
  if (!(renewDeadline < leaseDuration))
    return `the renew deadline (${inSeconds(renewDeadline)}) must be shorter than the lease duration (${inSeconds(leaseDuration)})`;
  if (!(renewDeadline > jittered(timings, 1)))
    return `the renew deadline (${inSeconds(renewDeadline)}) must be longer than ${1 + jitter} retry periods (${inSeconds(retryPeriod)} each)`;
  return undefined;
};
