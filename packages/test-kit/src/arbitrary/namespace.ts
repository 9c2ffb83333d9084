import type fc from 'fast-check';
import type { Namespace } from '@meshfence/core';
import { objectLabels } from './labels.js';
import { metaOf, namespaceName } from './meta.js';
import type { Flavour } from './universe.js';

/** A Namespace of the universe. */
export const namespace = (flavour: Flavour): fc.Arbitrary<Namespace> =>
  metaOf(flavour, { name: namespaceName, labels: objectLabels(flavour) }).map(meta => ({
    meta: { ...meta, namespace: '' }
  }));
