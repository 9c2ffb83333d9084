import fc from 'fast-check';
import type { LabelSelector, Labels, Requirement } from '@meshfence/core';
import { dictionary, record, seldom, wilder } from './record.js';
import { names } from './universe.js';
import type { Flavour } from './universe.js';

const keys = fc.constantFrom('app', 'app', 'app', 'version', 'tier', 'svc');
const values = fc.constantFrom(...names, 'v1', 'v1', 'v2');

const strangeKeys = fc.constantFrom('', '__proto__', 'constructor', 'app*', 'größe', 'example.com/a.b', '*');
const strangeValues = fc.constantFrom('', '*', 'ÜBER', 'x'.repeat(70), 'a b', '{{x}}', 'wl/1', '__proto__');

/** Labels, from a small stock of keys and values. */
export const labels = (flavour: Flavour): fc.Arbitrary<Labels.Labels> =>
  dictionary(wilder(flavour, keys, strangeKeys, 12), wilder(flavour, values, strangeValues, 12), 3);

/** Labels of which there is at least one. */
export const someLabels = (flavour: Flavour): fc.Arbitrary<Labels.Labels> =>
  fc.tuple(labels(flavour), values).map(([all, app]) => (Object.keys(all).length === 0 ? { app } : all));

const fenced = fc.constantFrom('true', 'true', 'false', 'maybe');

/** Labels of a Service, pod or namespace, now and then with a word about automatic fences or a revision. */
export const objectLabels = (flavour: Flavour): fc.Arbitrary<Labels.Labels> =>
  fc
    .tuple(
      labels(flavour),
      seldom(fc.constant({}), dictionary(fc.constant('slime.io/serviceFenced'), fenced, 1), 3),
      seldom(fc.constant({}), dictionary(fc.constant('istio.io/rev'), fc.constantFrom('r1', 'r2'), 1), 6)
    )
    .map(([own, fence, revision]) => ({ ...own, ...fence, ...revision }));

const requirement = (flavour: Flavour): fc.Arbitrary<Requirement> =>
  record<Requirement>({
    key: wilder(flavour, keys, strangeKeys),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.array(values, { maxLength: 2 })
  });

/** A Kubernetes LabelSelector; an empty one matches everything. */
export const labelSelector = (flavour: Flavour): fc.Arbitrary<LabelSelector> =>
  record<LabelSelector>({
    matchLabels: labels(flavour),
    matchExpressions: fc.array(requirement(flavour), { maxLength: 2 })
  });
