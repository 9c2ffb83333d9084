import { whyNots } from '../sighting/WhyNot.js';
import { whys } from '../telemetry/Why.js';

/** Why a call was not learned: metrics or an entry of a log showed none, or there was no room for it. */
export const whyUnlearned = { ...whys, ...whyNots, refused: 'more calls are made than are kept' } as const;

export type WhyUnlearned = keyof typeof whyUnlearned;
