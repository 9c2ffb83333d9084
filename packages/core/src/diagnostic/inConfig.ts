import { inObject } from './Place.js';
import type { Place } from './Place.js';
import type { Config } from '../model/Config.js';
import type { Json, JsonObject } from '../model/Json.js';
import type { Path } from '../model/Origin.js';

/** A part of the SlimeBoot's spec, and the way there. */
interface Part {
  readonly path: Path;
  readonly value: JsonObject;
}

/** An entry of a list of settings, counted among those that could be read; `path` leads on from there. */
export interface ListEntry {
  readonly index: number;
  readonly of: number;
  readonly path?: Path;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const isFilled = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length > 0;

const listOf = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : []);

/** The module that the configuration was read from. */
const moduleOf = ({ module, values }: Config): Part => {
  const modules = listOf(objectOf(values)['module']);
  const index = modules.findIndex(each => isObject(each) && (each['name'] ?? 'lazyload') === module);
  return { path: ['spec', 'module', Math.max(0, index)], value: objectOf(modules[index]) };
};

/** The module's settings: `general`, or `fence` where an older manifest has only that. */
const settingsOf = (config: Config): Part => {
  const { path, value } = moduleOf(config);
  const name = isFilled(value['fence']) && !isFilled(value['general']) ? 'fence' : 'general';
  return { path: [...path, name], value: objectOf(value[name]) };
};

const placed = (config: Config, path: Path, target: 'key' | 'value'): ReadonlyArray<Place> =>
  config.meta === undefined ? [] : [inObject('SlimeBoot', { meta: config.meta }, path, target)];

/** The place of a field of the SlimeBoot's spec; none where there was no SlimeBoot. */
export const inSpec = (config: Config, ...path: Path): ReadonlyArray<Place> =>
  placed(config, ['spec', ...path], 'value');

/**
 * The place of one of the module's own settings, or of one entry of it; none where there was no SlimeBoot.
 *
 * Where some entries could not be read, the others cannot be counted any more, and the whole list is meant.
 */
export const inSetting = (config: Config, name: string, entry?: ListEntry): ReadonlyArray<Place> => {
  const { path, value } = settingsOf(config);
  const written = value[name];
  if (entry !== undefined && listOf(written).length === entry.of && entry.index >= 0)
    return placed(config, [...path, name, entry.index, ...(entry.path ?? [])], 'value');
  return placed(config, [...path, name], typeof written === 'object' ? 'key' : 'value');
};

/** The place of the item of a list that says this, whatever order the list has been brought into; else of the list. */
export const inItem = (config: Config, name: string, text: string): ReadonlyArray<Place> => {
  const written = listOf(settingsOf(config).value[name]);
  const index = written.findIndex(each => typeof each !== 'object' && String(each) === text);
  return inSetting(config, name, { index, of: written.length });
};

/** The place of a setting that modules share. */
export const inGlobal = (config: Config, name: string): ReadonlyArray<Place> =>
  placed(config, [...moduleOf(config).path, 'global', name], 'value');

/** The place of a setting of `metric.prometheus`. */
export const inPrometheus = (config: Config, ...path: Path): ReadonlyArray<Place> =>
  placed(config, [...moduleOf(config).path, 'metric', 'prometheus', ...path], 'value');

/** The place of a deny rule. */
export const inDenyRule = (config: Config, rule: string): ReadonlyArray<Place> => {
  const { denyHosts } = config.general;
  return inSetting(config, 'denyHosts', { index: denyHosts.indexOf(rule), of: denyHosts.length });
};
