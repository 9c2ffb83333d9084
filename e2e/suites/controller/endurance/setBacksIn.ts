import type { Live, Sighting } from './History.js';
import { hostsOf } from './Shape.js';

/** What a status says is in scope. */
const domainsOf = (fence: Live): ReadonlyArray<string> =>
  Object.keys((fence as { readonly status?: { readonly domains?: object } }).status?.domains ?? {});

const namesOf = ({ kind, object }: Sighting): ReadonlyArray<string> =>
  kind === 'Sidecar' ? hostsOf(object) : domainsOf(object);

/** Where a Sidecar or a status has lost a host, or gone: never, where hosts are only ever added. */
export const setBacksIn = (history: ReadonlyArray<Sighting>): ReadonlyArray<string> => {
  const before = new Map<string, ReadonlyArray<string>>();
  return history.flatMap(sighting => {
    const { key, kind, type, version } = sighting;
    const names = new Set(type === 'DELETED' ? [] : namesOf(sighting));
    const lost = (before.get(`${kind} ${key}`) ?? []).filter(name => !names.has(name));
    before.set(`${kind} ${key}`, [...names]);
    return lost.map(name => `at ${version}: ${kind} ${key} has lost ${name}`);
  });
};
