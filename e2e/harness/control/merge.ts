import type { Json } from '@meshfence/core';

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deep union of two values: objects unite, anything else of the second replaces what the first has. */
export const merge = (base: Json, over: Json): Json => {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = merged[key];
    merged[key] = old === undefined ? value : merge(old, value);
  }
  return merged;
};
