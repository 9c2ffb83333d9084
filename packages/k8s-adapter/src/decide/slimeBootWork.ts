import type { Action } from '../apply/Action.js';
import type { Standing } from '../configure/Configuration.js';
import { isConcerned } from '../configure/isConcerned.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { kinds, preferred } from '../discovery/kinds.js';
import { fingerprint } from '../json.js';
import type { SourceHealth } from '../learn/Health.js';
import { nextConditions } from '../report/conditions.js';
import { observedConditions } from '../report/observedConditions.js';
import { slimeBootConditions } from '../report/slimeBootConditions.js';

const wordFor = ({ config, isCurrent }: Standing): Parameters<typeof slimeBootConditions>[0] => {
  if (isCurrent) return 'in-force';
  return config === undefined ? 'nothing-in-force' : 'last-good-kept';
};

/** What is to be written into the status of a SlimeBoot, by `namespace/name`. */
export const slimeBootWork =
  (
    slimeBoots: SlimeBoots,
    standing: () => Standing,
    health: () => ReadonlyArray<SourceHealth> | undefined,
    now: () => number
  ) =>
  (key: string): ReadonlyArray<Action> => {
    const live = slimeBoots.get(key);
    const at = standing();
    if (live === undefined || live.deleting || !isConcerned(at, key)) return [];
    const { generation } = live;
    const wanted = [
      ...slimeBootConditions(wordFor(at), at.diagnostics, generation),
      ...observedConditions(health(), generation)
    ];
    const conditions = nextConditions(live.status['conditions'], wanted, now());
    const status = { ...live.status, conditions };
    if (fingerprint(status) === fingerprint(live.status)) return [];
    const [namespace = '', name = ''] = key.split('/');
    const { apiVersion, kind } = preferred(kinds.SlimeBoot);
    return [{ verb: 'status', target: { apiVersion, kind, namespace, name }, status, live }];
  };
