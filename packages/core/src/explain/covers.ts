import type { Registry } from '../indexing/Registry.js';
import type { Host } from '../model/Host.js';

/** Whether an entry of a scope (`a.b`, `*.b`, `shop/*`) brings a host with it. */
export const covers = ({ definitions }: Pick<Registry, 'definitions'>, entry: Host, host: Host): boolean =>
  entry === host ||
  entry === '*/*' ||
  (entry.startsWith('*.') && host.endsWith(entry.slice(1))) ||
  (entry.endsWith('/*') && definitions.exactly(host).some(({ namespace }) => entry === `${namespace}/*`));
