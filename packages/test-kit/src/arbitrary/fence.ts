import fc from 'fast-check';
import { createdBy } from '@meshfence/core';
import type { Fence, Labels, Meta } from '@meshfence/core';
import { fenceStatus } from './fenceStatus.js';
import { staticHost } from './host.js';
import { labels } from './labels.js';
import { meta, namespaceName } from './meta.js';
import { dictionary, flag, record, seldom, wilder } from './record.js';
import { strategy } from './strategy.js';
import type { Flavour } from './universe.js';

const automatic = (made: Meta): Meta => ({
  ...made,
  labels: { ...made.labels, [createdBy.key]: createdBy.value }
});

const fenceMeta = (flavour: Flavour): fc.Arbitrary<Meta> =>
  fc.tuple(meta(flavour), flag(8)).map(([made, isAutomatic]) => (isAutomatic ? automatic(made) : made));

const workloadSelector = (flavour: Flavour): fc.Arbitrary<Fence['workloadSelector']> =>
  record<Fence['workloadSelector']>({
    labels: seldom<Labels.Labels>(fc.constant({}), labels(flavour), 3),
    fromService: flag(3)
  });

/** A ServiceFence, mostly enabled; several of them meet on one workload by their selectors. */
export const fence = (flavour: Flavour): fc.Arbitrary<Fence> =>
  record<Fence>({
    meta: fenceMeta(flavour),
    enable: seldom(fc.constant(true), fc.constant(false)),
    hosts: dictionary(staticHost(flavour), strategy(flavour), 4),
    namespaceSelector: seldom<ReadonlyArray<string>>(
      fc.constant([]),
      fc.array(wilder(flavour, namespaceName, fc.constantFrom('', '*', 'no_where')), { maxLength: 2 }),
      4
    ),
    labelSelector: seldom<ReadonlyArray<Labels.Labels>>(
      fc.constant([]),
      fc.array(labels(flavour), { maxLength: 2 }),
      3
    ),
    workloadSelector: workloadSelector(flavour),
    status: fenceStatus(flavour)
  });
