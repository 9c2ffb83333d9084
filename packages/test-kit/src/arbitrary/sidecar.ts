import fc from 'fast-check';
import type { Labels, Meta, Sidecar } from '@meshfence/core';
import { labels } from './labels.js';
import { fenceOwner, meta } from './meta.js';
import { optional, record } from './record.js';
import type { Flavour } from './universe.js';

const egressHosts = fc.uniqueArray(
  fc.constantFrom('./*', 'istio-system/*', '*/*', '~/*', '*/api.example.com'),
  {
    maxLength: 3
  }
);

const ours = (made: Meta): Meta => ({
  ...made,
  labels: { ...made.labels, 'app.kubernetes.io/managed-by': 'meshfence' }
});
const slimes = (made: Meta): Meta => ({ ...made, ownerReferences: [fenceOwner(made.name)] });

/** The user's own, ours, or one that Slime made. */
const owned = (flavour: Flavour): fc.Arbitrary<Meta> =>
  fc
    .tuple(meta(flavour), fc.constantFrom('user', 'user', 'ours', 'slime'))
    .map(([made, owner]) => (owner === 'ours' ? ours(made) : owner === 'slime' ? slimes(made) : made));

/** A Sidecar that is there already: with a selector, an empty one, or none. */
export const sidecar = (flavour: Flavour): fc.Arbitrary<Sidecar> =>
  record<Sidecar>({
    meta: owned(flavour),
    selector: optional<Labels.Labels>(labels(flavour), 3),
    egressHosts
  });
