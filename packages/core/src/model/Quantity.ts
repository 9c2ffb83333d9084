import type { Json } from './Json.js';

const units: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60
};

/** Either an exponent or a unit: `1E` is 10^18, `1E3` a thousand. */
const form = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i))?$/;

const textOf = (value: Json | undefined): string =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';

/** A quantity as Kubernetes writes it (`400Mi`, `0.5`, `200m`) as a number; undefined where it is none. */
export const parse = (value: Json | undefined): number | undefined => {
  const [, digits, exponent = '', unit = ''] = form.exec(textOf(value)) ?? [];
  return digits === undefined ? undefined : Number(digits + exponent) * (units[unit] ?? 1);
};
