import { by } from '../order.js';

/** Kubernetes labels, annotations or an equality selector: a map from key to value. */
export type Labels = Readonly<Record<string, string>>;

/** No labels at all. As a selector of a Sidecar this would match every workload, so it is never emitted. */
export const none: Labels = {};

export const isEmpty = (labels: Labels): boolean => Object.keys(labels).length === 0;

/** Whether every pair of the selector stands among the labels; true for an empty selector. */
export const isSubset = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);

/** The same labels for the same string, whatever their order. */
export const canonical = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** `app=details,version=v1`, sorted, as kubectl writes selectors. */
export const show = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(',');

/**
 * Why Istio would reject labels as a workload selector; undefined where it would not.
 *
 * Source: istio pkg/config/validation, validateWorkloadSelector: no empty key, no wildcard in key or value.
 */
export const whyInvalidSelector = (labels: Labels): string | undefined => {
  const bad = Object.entries(labels)
    .sort(by(([key]) => key))
    .find(([key, value]) => key === '' || key.includes('*') || value.includes('*'));
  if (bad === undefined) return undefined;
  return bad[0] === '' ? 'a label has no key' : `${bad.join('=')} has a wildcard`;
};
