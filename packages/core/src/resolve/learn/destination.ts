import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Place } from '../../diagnostic/Place.js';
import { completeName } from '../../indexing/completeName.js';
import type { Completed } from '../../indexing/completeName.js';
import { remembered } from '../../incremental/Recorder.js';
import type { Registry } from '../../indexing/Registry.js';
import type { Host } from '../../model/Host.js';
import { whyInvalid } from '../../model/Host.js';
import type { Memory } from '../Memory.js';

/** What a destination's name means to its caller: hosts, or a finding for wherever the name stands. */
export type Destination =
  | { readonly _tag: 'Hosts'; readonly hosts: ReadonlyArray<Host> }
  | { readonly _tag: 'Unusable'; readonly report: (place: Place) => Diagnostic };

/** Completes destinations as the callers of one namespace mean them. */
export type Complete = (to: string) => Destination;

/** What Istio's metrics say where they know no destination. */
const noDestination = 'unknown';

const isNowhere = (index: Registry, to: string, namespace: string): boolean =>
  to === noDestination && !index.services.has(`${namespace}/${noDestination}`);

const unusable = (to: string, why: string): Destination => ({
  _tag: 'Unusable',
  report: place => report('edge-invalid', { host: to, why }, [place])
});

const toDestination = (to: string, completed: Completed): Destination => {
  if (completed._tag === 'UnknownAddress') {
    const { address } = completed;
    return { _tag: 'Unusable', report: place => report('edge-address-unknown', { address }, [place]) };
  }
  const whys = completed.hosts.map(whyInvalid);
  const hosts = completed.hosts.filter((_, index) => whys[index] === undefined);
  return hosts.length > 0 ? { _tag: 'Hosts', hosts } : unusable(to, whys[0] ?? 'it is empty');
};

const meant = (index: Registry, to: string, namespace: string): Destination =>
  isNowhere(index, to, namespace)
    ? unusable(to, 'metrics say this where they know no destination')
    : toDestination(to, completeName(index, to, namespace));

/** What a name means wherever it is used, because the registry has it; undefined where that depends on the caller. */
const everywhere = (index: Registry, to: string): Destination | undefined =>
  index.definitions.exactly(to).length > 0 ? toDestination(to, { _tag: 'Hosts', hosts: [to] }) : undefined;

/** Completers for the callers of each namespace. They share what does not depend on the caller. */
export const completers = (
  index: Registry,
  { answers, recorder }: Memory
): ((namespace: string) => Complete) => {
  const nobodys = '';
  const find = remembered(recorder, answers.destinations, (to, namespace) =>
    namespace === nobodys ? everywhere(index, to) : meant(index, to, namespace)
  );
  return namespace => to => find(to, nobodys) ?? find(to, namespace) ?? meant(index, to, namespace);
};
