import type { Action } from '../apply/Action.js';
import { fingerprint } from '../json.js';
import type { Standing } from '../configure/Configuration.js';
import { isConcerned } from '../configure/isConcerned.js';
import type { SlimeBoots } from '../configure/SlimeBoots.js';
import { slimeBootKind } from '../observe/kinds.js';
import { nextConditions } from '../report/conditions.js';
import { slimeBootConditions } from '../report/slimeBootConditions.js';

const wordFor = ({ config, isCurrent }: Standing): Parameters<typeof slimeBootConditions>[0] => {
  if (isCurrent) return 'in-force';
  return config === undefined ? 'nothing-in-force' : 'last-good-kept';
};

/** What is to be written into the status of a SlimeBoot, by `namespace/name`. */
export const slimeBootWork =
  (slimeBoots: SlimeBoots, standing: () => Standing, now: () => number) =>
  (key: string): ReadonlyArray<Action> => {
    const live = slimeBoots.get(key);
    const at = standing();
    if (live === undefined || live.deleting || !isConcerned(at, key)) return [];
    const wanted = slimeBootConditions(wordFor(at), at.diagnostics, live.generation);
    const conditions = nextConditions(live.status['conditions'], wanted, now());
    const status = { ...live.status, conditions };
    if (fingerprint(status) === fingerprint(live.status)) return [];
    const [namespace = '', name = ''] = key.split('/');
    const apiVersion = `${slimeBootKind.group}/${slimeBootKind.versions[0] ?? ''}`;
    return [{ verb: 'status', target: { apiVersion, kind: 'SlimeBoot', namespace, name }, status, live }];
  };
