import { completeName } from '../indexing/completeName.js';
import type { State } from '../incremental/step.js';
import type { Knows } from './whereTo.js';

/** What a compiled mesh has: hosts of Services, ServiceEntries and VirtualServices, and the addresses of all of them. */
export const knownTo = ({ compiled }: State): Knows => {
  const { index } = compiled.grounds;
  const isThere = (host: string): boolean =>
    [index.definitions, index.routings].some(
      table => table.exactly(host).length > 0 || table.covering(host).length > 0
    );
  return (to, namespace) => {
    const completed = completeName(index, to, namespace);
    return completed._tag === 'Hosts' && completed.hosts.some(isThere);
  };
};
