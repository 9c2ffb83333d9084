/** How much may be told of one object: so much at once, and one more each time so many milliseconds have passed. */
export interface Allowance {
  readonly burst: number;
  readonly every: number;
}

export interface SpamFilter {
  /** Whether one more may be told of this object now; if so, it counts. */
  allows(object: string, now: number): boolean;
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** A token bucket for each object, as Kubernetes' recorder has; those that were not used for longest are forgotten. */
export const spamFilter = ({ burst, every }: Allowance, most: number): SpamFilter => {
  const buckets = new Map<string, Bucket>();
  return {
    allows: (object, now) => {
      const { at, left } = buckets.get(object) ?? { left: burst, at: now };
      const filled = Math.min(burst, left + Math.max(0, now - at) / every);
      const isAllowed = filled >= 1;
      buckets.delete(object);
      buckets.set(object, { left: isAllowed ? filled - 1 : filled, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > most && oldest !== undefined) buckets.delete(oldest);
      return isAllowed;
    }
  };
};
