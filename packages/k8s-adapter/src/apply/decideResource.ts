import type { Json, JsonObject, Resource } from '@meshfence/core';
import { isObject } from '../json.js';
import type { LiveResource } from '../observe/Live.js';
import type { Action } from './Action.js';
import { hasLeftOver } from './hasLeftOver.js';

const units: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30
};

/** A quantity as a number: the server writes `0.5` as `500m`. */
const quantity = (value: Json | undefined): number | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  const factor = units[unit];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
};

const isSameScalar = (wanted: Json, live: Json | undefined): boolean => {
  if (wanted === live) return true;
  const number = quantity(wanted);
  return number !== undefined && number === quantity(live);
};

/**
 * Whether everything that is wanted is there. What the server has added by itself (defaults, other managers' fields) does not
 * count; lists have to be as long as they are wanted.
 */
export const isWithin = (wanted: Json, live: Json | undefined): boolean => {
  if (Array.isArray(wanted)) {
    const list = wanted as ReadonlyArray<Json>;
    return (
      Array.isArray(live) &&
      live.length === list.length &&
      list.every((each, at) => isWithin(each, live[at] as Json))
    );
  }
  if (!isObject(wanted)) return isSameScalar(wanted, live);
  return isObject(live)
    ? Object.entries(wanted).every(([field, value]) => isWithin(value, live[field]))
    : Object.keys(wanted).length === 0;
};

/** A resource as it shall be, and as it is. */
export interface ResourceView {
  readonly desired: Resource;
  readonly apiVersion: string;
  readonly live: LiveResource | undefined;
  /** Whether the live object is what was applied, though the server shows it differently. */
  readonly isApplied: (live: LiveResource, object: JsonObject) => boolean;
}

/** The write that brings a resource to what it shall be; none where nothing differs. */
export const decideResource = ({
  apiVersion,
  desired,
  isApplied,
  live
}: ResourceView): ReadonlyArray<Action> => {
  const { kind, name, namespace } = desired;
  const object = { ...desired.object, apiVersion };
  if (live !== undefined && (live.deleting || live.owner === 'other' || isApplied(live, object))) return [];
  const isThere = live !== undefined && isWithin(object, { ...live.object, apiVersion });
  if (isThere && !hasLeftOver(live.applied, object)) return [];
  return [{ verb: 'apply', target: { apiVersion, kind, namespace, name }, object, live, adopt: undefined }];
};

/** The removal of a resource that shall not be there any more. */
export const removeResource = (live: LiveResource): ReadonlyArray<Action> => {
  const { apiVersion, kind, metadata } = live.object as {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly namespace?: string; readonly name: string };
  };
  const target = { apiVersion, kind, namespace: metadata.namespace ?? '', name: metadata.name };
  return live.deleting ? [] : [{ verb: 'delete', target, live }];
};
