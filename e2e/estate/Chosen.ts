import type { Registered } from './Registry.js';

/** Who serves each host of a scope. */
export type Chosen = Map<string, Registered>;

/** Adds what serves a host: a Service puts a ServiceEntry out, the first of two namespaces stays, ports of one unite. */
export const add = (chosen: Chosen, offer: Registered): void => {
  const old = chosen.get(offer.host);
  const isService = offer.kind !== 'ServiceEntry';
  const wasService = old?.kind !== 'ServiceEntry';
  if (old === undefined || (isService && !wasService)) chosen.set(offer.host, offer);
  else if (old.namespace === offer.namespace && isService === wasService)
    chosen.set(offer.host, { ...old, ports: [...new Set([...old.ports, ...offer.ports])] });
};
