import type { Labels } from '../model/Labels.js';

/**
 * Why an object is meshfence's: its label; the fence that owns it, or the label of an automatic fence, both Slime's
 * too; that it follows from the input; or, by its name, that it defines a kind of ours.
 */
export type Ownership = 'label' | 'fence' | 'automatic' | 'planned' | 'definition';

/** What goes beside the rest: the definitions of ServiceFence and SlimeBoot, and with them all objects of these kinds. */
export interface RemovalOptions {
  readonly definitions?: boolean;
}

/** An object that is meshfence's to remove. `namespace` is empty for what has none. */
export interface Owned {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly ownership: Ownership;
}

/** `kind.group/namespace/name`, which identifies an object in whatever version of its group. */
export const ownedKey = ({ apiVersion, kind, name, namespace }: Owned): string => {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind}${group}/${namespace}/${name}`;
};
