/** A condition of an object's status, as Kubernetes has them, without the time. `reason` is one word in CamelCase. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  /** The `metadata.generation` that this speaks of; undefined where the object has none. */
  readonly observedGeneration: number | undefined;
}
