/** Why what was compiled is not in the cluster, and what to do, as a condition or an event says it. */
export interface Problem {
  /** One word in CamelCase. */
  readonly reason: string;
  readonly message: string;
}
