import type { JsonObject } from '../model/Json.js';
import type { Labels } from '../model/Labels.js';

/** Keeps the pods that the labels select apart, as far as there is room. */
export const spread = (matchLabels: Labels): ReadonlyArray<JsonObject> =>
  ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(topologyKey => ({
    labelSelector: { matchLabels },
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway'
  }));
