import type { Refusal } from '../model/Scope.js';

const words: Readonly<Record<Refusal, string>> = {
  disabled: 'the fence is not enabled',
  'selector-empty': 'its selector would match every workload',
  'selector-invalid': 'its selector is one that Istio would reject',
  'service-missing': 'there is no Service of that name',
  'service-external': 'its Service has no workload of its own',
  'global-sidecar-fenced': 'it selects the global-sidecar, which needs the whole mesh',
  'selector-overlap': "another fence's selector covers the same workload",
  'sidecar-foreign': 'a Sidecar of your own covers the workload',
  'sidecar-name-taken': 'a Sidecar of your own has its name'
};

/** Why a fence yields no Sidecar, in words. */
export const describeRefusal = (refusal: Refusal): string => words[refusal];
