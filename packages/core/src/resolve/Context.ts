import type { Index } from '../indexing/Index.js';
import type { Admission } from './admission.js';
import type { Expander } from './Expander.js';
import type { Clock } from './expiry/Clock.js';

/** What resolving one fence looks at, beside the fence. */
export interface Context {
  readonly index: Index;
  readonly admission: Admission;
  readonly expander: Expander;
  readonly clock: Clock | undefined;
}
