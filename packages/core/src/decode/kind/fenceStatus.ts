import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { emptyStatus } from '../../model/Fence.js';
import type { Domain, DomainState, FenceStatus } from '../../model/Fence.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { instantOf } from '../time.js';
import { isObject } from '../readObject.js';
import type { Document } from '../Document.js';

/** The states by name, and by number as CRDs that Slime left behind have them. */
const states: ReadonlyMap<Json | undefined, DomainState> = new Map<Json | undefined, DomainState>([
  ['ACTIVE', 'ACTIVE'],
  ['EXPIREWAIT', 'EXPIREWAIT'],
  ['EXPIRE', 'EXPIRE'],
  [0, 'ACTIVE'],
  [1, 'EXPIREWAIT'],
  [2, 'EXPIRE']
]);

const destination = /(?:^|[{,])\s*destination_service="([^"]*)"/;

const entriesOf = (value: Json | undefined): ReadonlyArray<readonly [string, Json]> =>
  isObject(value) ? Object.entries(value) : [];

const toDomain = (value: Json): Domain => {
  const hosts = isObject(value) && Array.isArray(value['hosts']) ? value['hosts'] : [];
  const state = isObject(value) ? states.get(value['status']) : undefined;
  return {
    hosts: hosts.filter((host: Json): host is string => typeof host === 'string'),
    state: state ?? 'ACTIVE'
  };
};

/** The destination that a metric key names; undefined where it names none. */
export const destinationOf = (key: string): string | undefined => destination.exec(key)?.[1];

/**
 * A fence's status, read leniently: other tools write it too, and what it remembers must not be lost over a field
 * that does not fit.
 */
export const fenceStatus = (
  document: Document,
  status: JsonObject
): { readonly value: FenceStatus; readonly diagnostics: ReadonlyArray<Diagnostic> } => {
  const metrics = entriesOf(status['metricStatus']);
  const nameless = metrics.filter(([key]) => destinationOf(key) === undefined);
  return {
    value: {
      ...emptyStatus,
      domains: Object.fromEntries(
        entriesOf(status['domains']).map(([host, value]) => [host, toDomain(value)])
      ),
      metrics: Object.fromEntries(
        metrics.flatMap(([key, value]) => {
          const host = destinationOf(key);
          return host === undefined
            ? []
            : [[host, typeof value === 'string' ? value : JSON.stringify(value)]];
        })
      ),
      lastSeen: Object.fromEntries(
        entriesOf(status['lastSeen']).flatMap(([host, value]) => {
          const at = instantOf(value);
          return at === undefined ? [] : [[host, at]];
        })
      ),
      lastShrink: instantOf(status['lastShrink'])
    },
    diagnostics: nameless.map(([entry]) =>
      report('status-malformed', { entry }, [
        inObject(document.kind, document, ['status', 'metricStatus', entry], 'key')
      ])
    )
  };
};
