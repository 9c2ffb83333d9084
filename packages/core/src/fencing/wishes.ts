import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Index } from '../indexing/Index.js';
import type { Labels } from '../model/Labels.js';
import * as LabelsOf from '../model/Labels.js';
import { keyOf } from '../model/Meta.js';
import type { Service } from '../model/Service.js';
import type { Key } from '../model/Meta.js';
import type { Origin } from '../model/Origin.js';
import { by } from '../order.js';
import { isAdmitted } from './isAdmitted.js';
import { isWorkloadWanted, isWanted, labelled } from './wish.js';
import { workloadName } from './workloadName.js';

/** A fence that labels ask for: by a Service (its selector), or by a label that the workload's pods carry. */
export interface Wish {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels | undefined;
  readonly because: Origin;
  readonly value: string;
}

/** `own` is what the pod's, or the Service's, label says of fencing. */
interface Labelled {
  readonly namespace: string;
  readonly labels: Labels;
  readonly own: boolean | undefined;
  readonly origin: Origin;
}

/** The label sets in which a key may stand: those of running pods, and those that a Service's selector promises. */
const labelSets = ({ podsOf, servicesOf }: Index, of: string): ReadonlyArray<Labelled> => [
  ...podsOf(of)
    .filter(({ phase }) => phase !== 'Succeeded' && phase !== 'Failed')
    .map(({ meta: { namespace, labels, origin } }) => ({ namespace, labels, own: labelled(labels), origin })),
  ...servicesOf(of).map(({ meta, selector }) => ({
    namespace: meta.namespace,
    labels: selector,
    own: labelled(meta.labels),
    origin: meta.origin
  }))
];

const byLabel = (index: Index, of: string): ReadonlyArray<Wish> =>
  index.mesh.config.general.fenceLabelKeyAlias.flatMap(({ key, alias }) =>
    labelSets(index, of).flatMap(({ namespace, labels, own, origin }) => {
      const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (value === undefined || value === '' || !isWorkloadWanted(index, namespace, labels, own)) return [];
      return [
        {
          namespace,
          name: workloadName(alias, value),
          labels: { [key]: value },
          because: origin,
          value: `${alias}-${value}`
        }
      ];
    })
  );

/** Whether a Service selects any pods: an ExternalName does not, whatever its selector says. */
const hasWorkload = ({ type, externalName, selector }: Service): boolean =>
  type !== 'ExternalName' && externalName === undefined && !LabelsOf.isEmpty(selector);

/** Services of a namespace that ask for a fence by their own label and have nothing to fence. */
export const withoutWorkload = (index: Index, namespace: string): ReadonlyArray<Diagnostic> =>
  (isAdmitted(index, namespace) ? index.servicesOf(namespace) : [])
    .filter(service => !hasWorkload(service) && labelled(service.meta.labels) === true)
    .map(service =>
      report('fence-without-workload', { service: keyOf(service.meta) }, [
        inObject('Service', service, ['metadata', 'labels'])
      ])
    );

/** Services with a workload of their own, but for those whose workload is fenced by its label already. */
const byService = (index: Index, of: string): ReadonlyArray<Wish> => {
  const keys = index.mesh.config.general.fenceLabelKeyAlias.map(({ key }) => key);
  return index
    .servicesOf(of)
    .filter(service => hasWorkload(service) && !keys.some(key => Object.hasOwn(service.selector, key)))
    .filter(service => isWanted(index, service))
    .map(({ meta }) => ({
      namespace: meta.namespace,
      name: meta.name,
      labels: undefined,
      because: meta.origin,
      value: meta.name
    }));
};

/** Every automatic fence that labels ask for in a namespace, by key. */
export const wishes = (index: Index, namespace: string): ReadonlyMap<Key, Wish> => {
  if (!isAdmitted(index, namespace)) return new Map();
  const byPods = byLabel(index, namespace).toSorted(by(({ because }) => JSON.stringify(because)));
  const all = [...byService(index, namespace), ...byPods];
  return new Map(all.toReversed().map(wish => [keyOf(wish), wish]));
};

/** Label values that are no object names, where they name a fence. */
export const renamedWishes = (all: Iterable<Wish>): ReadonlyArray<Diagnostic> =>
  [...all]
    .filter(({ labels, name, value }) => labels !== undefined && !name.startsWith(`${value}.`))
    .map(({ namespace, name, value, because }) =>
      report('fence-name-changed', { value, name }, [
        inObject('ServiceFence', { meta: { namespace, name, origin: because } })
      ])
    );
