import type { Owner } from '../observe/Owner.js';
import type { Problem } from '../report/Problem.js';
import type { Deciding } from './Deciding.js';
import { parseKey } from './Key.js';

interface Name {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What keeps an object from being as it shall be, though nobody refuses a write. */
export interface Obstacle extends Name, Problem {}

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

const obstacleOf = (name: Name, owner: Owner | undefined, isWanted: boolean): Obstacle | undefined => {
  if (isWanted) return owner === 'other' ? { ...name, ...inTheWay(name) } : undefined;
  return owner === 'labelled' ? { ...name, ...leftOver(name) } : undefined;
};

/** What is known of what shall be, and of what is. */
export interface ObstacleView {
  readonly compiler: Pick<Deciding['compiler'], 'desired'>;
  readonly resources: Pick<Deciding['resources'], 'get'>;
  readonly world: { readonly sidecars: Pick<Deciding['world']['sidecars'], 'get'> };
}

const ownerOf = ({ resources, world }: ObstacleView, { kind, namespace, name }: Name): Owner | undefined =>
  kind === 'Sidecar'
    ? world.sidecars.get(`${namespace}/${name}`)?.owner
    : resources.get(`${kind}/${namespace}/${name}`)?.owner;

/** Of a user's own Sidecar in the place of a fence's, the compiler speaks itself. */
const ofFence = (view: ObstacleView, key: string): Obstacle | undefined => {
  const name = nameOf(`Sidecar/${key}`);
  const { resources, sidecars } = view.compiler.desired();
  const isWanted = sidecars.has(key) || resources.has(`Sidecar/${key}`);
  return isWanted ? undefined : obstacleOf(name, ownerOf(view, name), false);
};

const ofResource = (view: ObstacleView, key: string): Obstacle | undefined => {
  const name = nameOf(key);
  return obstacleOf(name, ownerOf(view, name), view.compiler.desired().resources.has(key));
};

/** What is in the way of what a key of the queue is about. */
export const obstacleTo = (view: ObstacleView, text: string): Obstacle | undefined => {
  const { key, of } = parseKey(text);
  if (of === 'slimeboot') return undefined;
  return of === 'fence' ? ofFence(view, key) : ofResource(view, key);
};
