import type { Owned } from '../../core.js';

/** What would go, in order; how many other objects were looked at; and whether they are a cluster's. */
export interface Removal {
  readonly owned: ReadonlyArray<Owned>;
  readonly others: number;
  readonly live: boolean;
}
