import type { Resource } from '../../../model/Resource.js';
import { serviceFence } from './serviceFence.js';
import { slimeBoot } from './slimeBoot.js';

/** The kinds that users write, as objects that make an API server know them. */
export const definitions: ReadonlyArray<Resource> = [serviceFence, slimeBoot];
