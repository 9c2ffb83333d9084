/** How to get at a cluster: a kubeconfig file, one of its contexts; or, with neither, wherever kubectl would look, and then the pod. */
export interface Access {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

/** What of the process decides where credentials are. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What stands before the paths that a pod has its credentials at. */
  readonly root: string;
}
