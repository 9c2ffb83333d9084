import type { Meta } from './Meta.js';

/** A Kubernetes Namespace; its labels decide about automatic fences. `meta.namespace` is empty. */
export interface Namespace {
  readonly meta: Meta;
}
