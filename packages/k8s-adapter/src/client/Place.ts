/** Where credentials come from: a kubeconfig file, one of its contexts; or, with neither, wherever kubectl would look, and then the pod. */
export interface Place {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

/** What of the surroundings decides where a place is. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stands before the paths that a pod has its credentials at. */
  readonly root: string;
}
