import type { Registry } from '../indexing/Registry.js';
import { isVisible } from '../indexing/visibility.js';
import { whyInvalidNamespace } from '../model/Host.js';
import type { Host } from '../model/Host.js';
import { remembered } from '../incremental/Recorder.js';
import type { Memory } from './Memory.js';
import type { SeedForm } from './Seed.js';

/** How a Sidecar names a host of a scope; several entries, or none, in the exact form. */
export type Egress = (host: Host, form: SeedForm, viewer: string) => ReadonlyArray<string>;

/** Entries are shared between scopes: a popular host is in thousands of them. */
const wildcardForm = (): Egress => {
  const entries = new Map<Host, ReadonlyArray<string>>();
  const ofAny = (host: Host): ReadonlyArray<string> => {
    const known = entries.get(host) ?? [`*/${host}`];
    entries.set(host, known);
    return known;
  };
  return (host, form) => {
    switch (form._tag) {
      case 'Everything':
      case 'Namespace':
        return [host];
      case 'Qualified':
        return [`${form.namespace}/${host}`];
      case 'Host':
        return ofAny(host);
    }
  };
};

/** The namespace that a Service's full name tells, for Services that are not there yet. */
const toldNamespace = (host: Host, clusterDomain: string): ReadonlyArray<string> => {
  const suffix = `.svc.${clusterDomain}`;
  const [, namespace, ...rest] = host.endsWith(suffix) ? host.slice(0, -suffix.length).split('.') : [];
  return namespace === undefined || rest.length > 0 ? [] : [namespace];
};

const ofHost = (index: Registry, host: Host, viewer: string): ReadonlyArray<string> => {
  const defined = index.definitions.within(host);
  const entries = defined
    .filter(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
    .map(definition => `${definition.namespace}/${definition.host}`);
  const routed = index.routings
    .matching(host)
    .filter(({ exportTo, namespace }) => isVisible(exportTo, namespace, viewer))
    .map(({ namespace }) => `${namespace}/${host}`);
  const told =
    entries.length > 0
      ? []
      : toldNamespace(host, index.clusterDomain).map(namespace => `${namespace}/${host}`);
  return [...new Set([...entries, ...routed, ...told])].sort();
};

/** A namespace of which the input has nothing is named as a whole: what it holds must not be lost. */
const ofNamespace = (index: Registry, namespace: string, viewer: string): ReadonlyArray<string> => {
  const defined = index.definitionsOf(namespace);
  return defined.length === 0
    ? [`${namespace}/*`]
    : defined
        .filter(({ exportTo }) => isVisible(exportTo, namespace, viewer))
        .map(({ host }) => `${namespace}/${host}`)
        .sort();
};

/**
 * Hosts in the form `namespace/host`, without wildcards where the registry has none: Istio 1.31 serves those by a map.
 *
 * A VirtualService is selected by its own namespace, so the host is named for the namespaces of its VirtualServices
 * too. A host that nothing defines has no namespace, and so no entry as yet.
 */
const exactForm = (index: Registry, { answers, recorder }: Memory): Egress => {
  const found = remembered(recorder, answers.egress, (host, viewer) =>
    host.endsWith('/*')
      ? ofNamespace(index, host.slice(0, -'/*'.length), viewer)
      : ofHost(index, host, viewer)
  );
  return (host, form, viewer) => {
    switch (form._tag) {
      case 'Everything':
        return [host];
      case 'Namespace':
        return found(`${form.namespace}/*`, viewer);
      case 'Qualified':
        return [`${form.namespace}/${host}`];
      case 'Host':
        return found(host, viewer);
    }
  };
};

const hasNamespace = (entry: string): boolean =>
  entry.startsWith('*/') || whyInvalidNamespace(entry.slice(0, entry.indexOf('/'))) === undefined;

/** The form that the SlimeBoot asks for. */
export const egress = (index: Registry, memory: Memory): Egress => {
  if (index.mesh.config.general.egressHosts === 'wildcard') return wildcardForm();
  const exact = exactForm(index, memory);
  return (host, form, viewer) => exact(host, form, viewer).filter(hasNamespace);
};
