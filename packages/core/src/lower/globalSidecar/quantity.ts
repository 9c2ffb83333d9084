import type { Json, JsonObject } from '../../model/Json.js';

const units: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40
};

const form = /^(\d+(?:\.\d*)?(?:[eE][+-]?\d{1,2})?|\.\d+)(m|k|M|G|T|Ki|Mi|Gi|Ti|)$/;

/** A quantity as Kubernetes writes it (`400Mi`, `0.5`, `200m`) as a number; undefined where it is none. */
export const quantity = (value: Json | undefined): number | undefined => {
  const found = form.exec(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '');
  if (found === null) return undefined;
  const number = Number(found[1]) * (units[found[2] ?? ''] ?? 1);
  return Number.isFinite(number) && number > 0 ? number : undefined;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `resources` limit; undefined where they say nothing of it. */
export const limitOf = (resources: Json | undefined, name: 'cpu' | 'memory'): number | undefined => {
  const limits = isObject(resources) ? resources['limits'] : undefined;
  return isObject(limits) ? quantity(limits[name]) : undefined;
};
