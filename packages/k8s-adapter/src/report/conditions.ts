import { Instant } from '@meshfence/core';
import type { Json, JsonObject } from '@meshfence/core';
import type { Condition } from './Condition.js';
import { cut } from './cut.js';

/** Kubernetes' own bound for a condition's message, in bytes. */
const mostMessage = 32_768;

/** A condition as it stands in a status, with a time and whatever else. */
interface StatusCondition extends JsonObject {
  readonly type: string;
}

const isStatusCondition = (value: Json): value is StatusCondition =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const toStatusCondition = ({
  message,
  observedGeneration,
  reason,
  status,
  type
}: Condition): StatusCondition => ({
  type,
  status,
  ...(observedGeneration === undefined ? {} : { observedGeneration }),
  reason,
  message: cut(message, mostMessage)
});

const byType = (conditions: ReadonlyArray<StatusCondition>): ReadonlyMap<string, StatusCondition> =>
  new Map(conditions.map(each => [each.type, each]));

const timeless = ({ lastTransitionTime: _, ...rest }: JsonObject): JsonObject => rest;

const fieldsInOrder = (value: JsonObject): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether a condition is there as it shall be, with a time. */
const holds = (old: StatusCondition | undefined, wanted: StatusCondition): boolean =>
  old !== undefined &&
  typeof old['lastTransitionTime'] === 'string' &&
  fieldsInOrder(timeless(old)) === fieldsInOrder(wanted);

/** Whole seconds: an API server keeps no more of a condition's time. */
const timeOf = (now: Instant.Instant): string =>
  Instant.show(Math.floor(now / Instant.second) * Instant.second);

const next = (
  old: StatusCondition | undefined,
  wanted: StatusCondition,
  now: Instant.Instant
): StatusCondition => {
  const since = old?.['status'] === wanted['status'] ? old?.['lastTransitionTime'] : undefined;
  return { ...wanted, lastTransitionTime: typeof since === 'string' ? since : timeOf(now) };
};

/**
 * The `status.conditions` that an object shall have, sorted by type.
 *
 * The time of a condition is that of the last change of its status. Conditions of other types are somebody else's, and
 * kept. Where all is as it shall be already, this is the old array itself, in whatever order: there is nothing to write.
 */
export const nextConditions = (
  old: Json | undefined,
  wanted: ReadonlyArray<Condition>,
  now: Instant.Instant
): ReadonlyArray<Json> => {
  const all = Array.isArray(old) ? (old as ReadonlyArray<Json>) : [];
  const there = byType(all.filter(isStatusCondition));
  const ours = byType(wanted.map(toStatusCondition));
  const isWhole = Array.isArray(old) && there.size === all.length;
  if (isWhole && [...ours].every(([type, each]) => holds(there.get(type), each))) return all;
  const others = [...there.values()].filter(({ type }) => !ours.has(type));
  const made = [...ours].map(([type, each]) => next(there.get(type), each, now));
  return [...others, ...made].sort((a, b) => (a.type < b.type ? -1 : 1));
};
