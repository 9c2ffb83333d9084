import { inSetting } from '../diagnostic/inConfig.js';
import type { Place } from '../diagnostic/Place.js';
import type { Config, Dispatch } from '../model/Config.js';
import type { Path } from '../model/Origin.js';

/** A dispatch rule as the SlimeBoot has it; `index` counts those that could be read. */
export interface Given {
  readonly config: Config;
  readonly index: number;
  readonly dispatch: Dispatch;
}

/** Where a rule, or something in it, stands. */
export const placesOf = ({ config, index }: Given, ...path: Path): ReadonlyArray<Place> =>
  inSetting(config, 'dispatches', { index, of: config.general.dispatches.length, path });

/** The rules of a configuration. */
export const givens = (config: Config): ReadonlyArray<Given> =>
  config.general.dispatches.map((dispatch, index) => ({ config, index, dispatch }));
