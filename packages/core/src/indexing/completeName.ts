import type { Host } from '../model/Host.js';
import { isAddress, isWildcard, normalize } from '../model/Host.js';
import { hostOf } from './Definition.js';
import type { Registry } from './Registry.js';

/** The hosts that a name means to a caller; none where an address belongs to nobody. */
export type Completed =
  | { readonly _tag: 'Hosts'; readonly hosts: ReadonlyArray<Host> }
  | { readonly _tag: 'UnknownAddress'; readonly address: string };

const one = (host: Host): Completed => ({ _tag: 'Hosts', hosts: [host] });

/**
 * What a name means when a caller in a namespace uses it.
 *
 * A host that the registry has stays what it is. Else a name without a dot belongs to the caller's namespace, as the
 * resolver's search list has it; `name.namespace` and `name.namespace.svc` are Services where such a Service exists;
 * the name of one pod of a headless Service is that Service. Everything else is external.
 */
export const completeName = (index: Registry, text: string, callerNamespace: string): Completed => {
  const name = normalize(text);
  if (isAddress(name)) {
    const hosts = index.addresses.get(name);
    return hosts === undefined ? { _tag: 'UnknownAddress', address: name } : { _tag: 'Hosts', hosts };
  }
  if (name === '' || isWildcard(name) || index.definitions.exactly(name).length > 0) return one(name);
  const short = withoutDomain(name, index.clusterDomain);
  const parts = short.split('.');
  const leastOfPod = short === name ? 2 : 3;
  const pod = parts.length >= leastOfPod ? ofPod(index, parts, callerNamespace) : undefined;
  return one(ofService(index, parts, callerNamespace) ?? pod ?? name);
};

/** `details.default.svc.cluster.local` and `details.default.svc` as `details.default`. */
const withoutDomain = (name: string, clusterDomain: string): string => {
  const short = name.endsWith(`.svc.${clusterDomain}`) ? name.slice(0, -clusterDomain.length - 1) : name;
  return short.endsWith('.svc') ? short.slice(0, -'.svc'.length) : short;
};

const ofService = (
  index: Registry,
  parts: ReadonlyArray<string>,
  callerNamespace: string
): Host | undefined => {
  const [name = '', namespace = callerNamespace] = parts;
  if (parts.length > 2) return undefined;
  const exists = parts.length === 1 || index.services.has(`${namespace}/${name}`);
  return exists ? hostOf({ namespace, name }, index.clusterDomain) : undefined;
};

const ofPod = (index: Registry, parts: ReadonlyArray<string>, callerNamespace: string): Host | undefined => {
  const [, name = '', namespace = callerNamespace] = parts;
  if (parts.length > 3) return undefined;
  const service = index.services.get(`${namespace}/${name}`);
  return service?.headless === true ? hostOf({ namespace, name }, index.clusterDomain) : undefined;
};
