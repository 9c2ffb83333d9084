import { kinds } from '../discovery/kinds.js';
import { nameOf } from '../discovery/Resource.js';
import { meshKinds } from '../observe/kinds.js';
import type { ConfigPlace } from './Options.js';
import type { Parts } from './Parts.js';

/** Why kinds are not heard of, for now, by their names. */
export type Troubles = ReadonlyMap<string, string>;

const because = (reason: string | undefined): string => (reason === undefined ? '' : `: ${reason}`);

const placeOf = (place: ConfigPlace): string => {
  if (place._tag === 'File') return place.path;
  return place.name === undefined
    ? `SlimeBoots in ${place.namespace}`
    : `SlimeBoot ${place.namespace}/${place.name}`;
};

/** Why there is no configuration: it cannot be read, is not there, or is bad. */
const whyUnconfigured = (
  { configuration, slimeBoots }: Parts,
  place: ConfigPlace,
  troubles: Troubles
): string | undefined => {
  const { diagnostics } = configuration.standing();
  const bad = diagnostics.find(({ severity }) => severity === 'error')?.message;
  if (place._tag === 'File') return bad;
  const isNone = slimeBoots.isSynced() && slimeBoots.keys().length === 0;
  return troubles.get(nameOf(kinds.SlimeBoot)) ?? bad ?? (isNone ? 'there is none' : undefined);
};

const waitsFor = (parts: Parts, troubles: Troubles): ReadonlyArray<string> => {
  const unsynced = new Set(parts.world.unsynced());
  return meshKinds
    .filter(({ plural }) => unsynced.has(plural))
    .map(kind => `${kind.plural} have not been listed yet${because(troubles.get(nameOf(kind)))}`);
};

/** Why a controller is not ready: what it still waits for, a line each. Once it was ready, it stays so. */
export const whyUnready = (parts: Parts, place: ConfigPlace, troubles: Troubles): ReadonlyArray<string> => {
  const { compiler, configuration } = parts;
  if (compiler.isStarted()) return [];
  const isConfigured = configuration.standing().config !== undefined;
  const why = because(whyUnconfigured(parts, place, troubles));
  const reasons = [
    ...(isConfigured ? [] : [`there is no configuration that can be used (${placeOf(place)})${why}`]),
    ...waitsFor(parts, troubles)
  ];
  return reasons.length > 0 ? reasons : ['nothing has been compiled yet'];
};
