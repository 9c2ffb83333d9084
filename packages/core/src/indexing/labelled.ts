import { isSubset } from '../model/Labels.js';
import type { Labels } from '../model/Labels.js';
import type { Service } from '../model/Service.js';

/** One label, as a text. */
export const pairOf = (key: string, value: string): string => `${key}\0${value}`;

/** Looks Services up by the rarest of the labels asked for. */
export const labelled = (services: ReadonlyArray<Service>): ((labels: Labels) => ReadonlyArray<Service>) => {
  const byPair = new Map<string, Service[]>();
  for (const service of services) {
    for (const [key, value] of Object.entries(service.meta.labels)) {
      const pair = pairOf(key, value);
      const found = byPair.get(pair);
      if (found === undefined) byPair.set(pair, [service]);
      else found.push(service);
    }
  }
  return labels => {
    const candidates = Object.entries(labels).map(([key, value]) => byPair.get(pairOf(key, value)) ?? []);
    const fewest = candidates.reduce((a, b) => (b.length < a.length ? b : a), services);
    return fewest.filter(({ meta }) => isSubset(labels, meta.labels));
  };
};
