import type { Document } from '../decode/Document.js';
import { definitions } from '../lower/controller/definitions/definitions.js';
import { createdBy } from '../model/Fence.js';
import type { OwnerReference } from '../model/Meta.js';
import { managedBy } from '../model/Meta.js';
import type { Ownership, RemovalOptions } from './Owned.js';

/** Users' objects may be in a namespace of ours, and fences of theirs in a definition of ours: that takes a word more. */
const neverOurs: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'SlimeBoot']);

/** Kubernetes copies a Service's labels to its Endpoints, and removes those with it. */
const taken: ReadonlySet<string> = new Set(['Endpoints']);

const isSlimes = ({ apiVersion, kind }: OwnerReference): boolean =>
  kind === 'ServiceFence' && apiVersion.startsWith('microservice.slime.io/');

/** Made by Kubernetes for another object, and removed with it: ReplicaSets, Pods, EndpointSlices. */
const isTakenAlong = ({ kind, meta }: Document): boolean =>
  taken.has(kind) || meta.ownerReferences.some(({ apiVersion }) => !apiVersion.includes('.'));

const byFence = ({ kind, meta }: Document): Ownership | undefined =>
  kind === 'Sidecar' && meta.ownerReferences.some(isSlimes) ? 'fence' : undefined;

const byLabel = (document: Document): Ownership | undefined =>
  document.meta.labels[managedBy.key] === managedBy.value && !isTakenAlong(document) ? 'label' : undefined;

const isDefinition = ({ kind, meta }: Document): boolean =>
  definitions.some(each => each.kind === kind && each.name === meta.name);

/** Why an object is meshfence's; undefined where it is not. A fence without the label of an automatic one is a user's. */
export const ownership = (document: Document, options: RemovalOptions = {}): Ownership | undefined => {
  const { kind, meta } = document;
  if (options.definitions === true && isDefinition(document)) return 'definition';
  if (neverOurs.has(kind)) return undefined;
  if (kind === 'ServiceFence') {
    return meta.labels[createdBy.key] === createdBy.value ? 'automatic' : undefined;
  }
  return byFence(document) ?? byLabel(document);
};
