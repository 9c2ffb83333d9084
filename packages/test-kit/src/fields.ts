import type { Field } from '@meshfence/core';

/** The lists of a mesh that changes may touch. */
export const fields: ReadonlyArray<Field> = [
  'namespaces',
  'services',
  'serviceEntries',
  'virtualServices',
  'fences',
  'sidecars',
  'pods',
  'endpointSlices'
];
