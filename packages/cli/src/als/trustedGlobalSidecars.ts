import type { Settings } from '@meshfence/als-adapter';

/** Whose callers the global-sidecars of some namespaces may tell of: all, or in the mode `namespace` those beside them. */
export const trustedGlobalSidecars = (
  namespaces: ReadonlyArray<string>,
  mode: 'cluster' | 'namespace'
): ReturnType<Settings['globalSidecars']> =>
  namespaces.map(namespace => ({ namespace, serves: mode === 'namespace' ? namespace : undefined }));
