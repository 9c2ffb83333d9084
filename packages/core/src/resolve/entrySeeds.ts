import { didYouMean } from '../diagnostic/suggest.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import type { Place } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import { completeName } from '../indexing/completeName.js';
import { hostOf } from '../indexing/Definition.js';
import type { DomainState } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import { isWildcard, whyInvalid } from '../model/Host.js';
import type { Reason } from '../model/Reason.js';
import type { Surroundings } from './Context.js';
import { readEntry } from './Entry.js';
import { plain } from './Seed.js';
import type { Seed } from './Seed.js';

/** An entry that a user wrote, with what shall become of it. */
export interface Written {
  readonly text: string;
  readonly namespace: string;
  readonly places: ReadonlyArray<Place>;
  readonly inStatus: boolean;
  readonly reason: (form: 'host' | 'namespace') => Reason;
  readonly state: (host: Host) => DomainState;
}

type Seeds = Diagnosed<ReadonlyArray<Seed>>;

const nothing = (diagnostics: ReadonlyArray<Diagnostic>): Seeds => ({ value: [], diagnostics });

/** The seeds of a written entry: a host, several hosts of one address, a whole namespace, or none. */
export const entrySeeds = (context: Surroundings, written: Written): Seeds => {
  const entry = readEntry(written.text, written.namespace);
  const { text, places } = written;
  switch (entry._tag) {
    case 'Invalid':
      return nothing([report('host-invalid', { host: text, why: entry.why }, places)]);
    case 'Exclusion':
      return nothing([report('exclusion-unsupported', { host: text }, places)]);
    case 'Everything':
      return {
        value: [seed(written, '*/*', { _tag: 'Everything' })],
        diagnostics: [report('scope-everything', {}, places)]
      };
    case 'Namespace':
      return namespaceSeed(context, written, entry.namespace);
    case 'Qualified':
      return admitted(context, written, entry.host, { _tag: 'Qualified', namespace: entry.namespace });
    case 'Name':
      return nameSeeds(context, written, entry.text);
  }
};

const seed = (written: Written, host: Host, form: Seed['form']): Seed => ({
  host,
  form,
  reason: written.reason(form._tag === 'Namespace' || form._tag === 'Everything' ? 'namespace' : 'host'),
  state: written.state(host),
  inStatus: written.inStatus
});

const namespaceSeed = ({ index, admission }: Surroundings, written: Written, namespace: string): Seeds => {
  const refused = admission.ofNamespace(namespace);
  if (refused?._tag === 'Denied') {
    return nothing([report('host-denied', { host: `${namespace}/*`, rule: refused.rule }, written.places)]);
  }
  const unknown =
    index.hasNamespaces && !index.namespaces.has(namespace) && index.definitionsOf(namespace).length === 0;
  return {
    value: [seed(written, `${namespace}/*`, { _tag: 'Namespace', namespace })],
    diagnostics: unknown ? [report('namespace-unknown', { namespace }, written.places)] : []
  };
};

const nameSeeds = (context: Surroundings, written: Written, text: string): Seeds => {
  const completed = completeName(context.index, text, written.namespace);
  if (completed._tag === 'UnknownAddress') {
    const why = 'it is an IP address that belongs to no Service, pod or ServiceEntry of the input';
    return nothing([report('host-invalid', { host: written.text, why }, written.places)]);
  }
  const seeds = completed.hosts.map(host => admitted(context, written, host, plain));
  return { value: seeds.flatMap(each => each.value), diagnostics: seeds.flatMap(each => each.diagnostics) };
};

const admitted = (
  { index, admission }: Surroundings,
  written: Written,
  host: Host,
  form: Seed['form']
): Seeds => {
  const { text, namespace, places } = written;
  const why = whyInvalid(host);
  if (why !== undefined) return nothing([report('host-invalid', { host: text, why }, places)]);
  const refused = admission.ofHost(host, namespace);
  if (refused?._tag === 'Denied')
    return nothing([report('host-denied', { host, rule: refused.rule }, places)]);
  if (refused?._tag === 'Invisible') return nothing([report('host-invisible', { host, namespace }, places)]);
  const isKnown =
    isWildcard(host) ||
    index.definitions.exactly(host).length > 0 ||
    index.definitions.covering(host).length > 0;
  const unknown =
    isKnown || index.isEmpty
      ? []
      : [report('host-unknown', { host, suggestion: suggestionFor(index, host, namespace) }, places)];
  return { value: [seed(written, host, form)], diagnostics: unknown };
};

/** A Service of the same namespace, or of the one that the host names, with a similar name. */
const suggestionFor = (index: Surroundings['index'], host: Host, namespace: string): string | undefined => {
  const suffix = `.svc.${index.clusterDomain}`;
  if (!host.endsWith(suffix)) return undefined;
  const [name = '', of = namespace] = host.slice(0, -suffix.length).split('.');
  const similar = didYouMean(
    name,
    index.servicesOf(of).map(({ meta }) => meta.name)
  );
  return similar === undefined ? undefined : hostOf({ namespace: of, name: similar }, index.clusterDomain);
};
