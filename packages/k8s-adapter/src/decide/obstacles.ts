import { keyOf, resourceKey } from '@meshfence/core';
import type { Resource } from '@meshfence/core';
import type { Owner } from '../observe/Live.js';
import { parseKey } from './Key.js';
import type { Parts } from '../controller/Parts.js';
import type { Problem } from './problems.js';

interface Name {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const nameOf = (key: string): Name => {
  const [kind = '', namespace = '', name = ''] = key.split('/');
  return { kind, namespace, name };
};

/** A Deployment's pods need not go with it: they work until those of its successor do. */
const deletion = ({ kind, name, namespace }: Name): string =>
  `kubectl delete ${kind.toLowerCase()} ${name} -n ${namespace}${kind === 'Deployment' ? ' --cascade=orphan' : ''}`;

const inTheWay = (name: Name): Problem => ({
  reason: 'ForeignObject',
  message:
    `${name.kind} ${name.namespace}/${name.name} is not meshfence's and is left as it is, so meshfence's own cannot be ` +
    `made. Stop what keeps it, and delete it: ${deletion(name)}. Meshfence's own is made then.`
});

const leftOver = (name: Name): Problem => ({
  reason: 'NotRemoved',
  message:
    `${name.kind} ${name.namespace}/${name.name} is needed no more, but stays: somebody else applied it. ` +
    `Remove it from where it is applied from, and delete it: ${deletion(name)}`
});

const obstacleOf = (name: Name, owner: Owner | undefined, isWanted: boolean): Problem | undefined => {
  if (isWanted) return owner === 'other' ? inTheWay(name) : undefined;
  return owner === 'labelled' ? leftOver(name) : undefined;
};

/** What is known of what shall be, and of what is. */
export interface Known {
  readonly compiler: Pick<Parts['compiler'], 'desired'>;
  readonly resources: Pick<Parts['resources'], 'get'>;
  readonly world: { readonly sidecars: Pick<Parts['world']['sidecars'], 'get'> };
}

const ownerOf = ({ resources, world }: Known, { kind, namespace, name }: Name): Owner | undefined =>
  kind === 'Sidecar'
    ? world.sidecars.get(`${namespace}/${name}`)?.owner
    : resources.get(`${kind}/${namespace}/${name}`)?.owner;

/** Of a user's own Sidecar in the place of a fence's, the compiler speaks itself. */
const ofFence = (known: Known, key: string): Problem | undefined => {
  const name = nameOf(`Sidecar/${key}`);
  const { resources, sidecars } = known.compiler.desired();
  const isWanted =
    sidecars.has(key) || resources.some(each => each.kind === 'Sidecar' && keyOf(each) === key);
  return isWanted ? undefined : obstacleOf(name, ownerOf(known, name), false);
};

const ofResource = (known: Known, key: string): Problem | undefined => {
  const name = nameOf(key);
  const isIt = (each: Resource): boolean => resourceKey(each) === key;
  return obstacleOf(name, ownerOf(known, name), known.compiler.desired().resources.some(isIt));
};

/** What keeps an object from being as it shall be, though nobody refuses a write; by a key of the queue. */
export const obstacleTo = (known: Known, text: string): Problem | undefined => {
  const { key, of } = parseKey(text);
  if (of === 'slimeboot') return undefined;
  return of === 'fence' ? ofFence(known, key) : ofResource(known, key);
};
