import type { Target } from './Asked.js';
import type { Definition } from './Definition.js';

const pattern =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v[^/]+)(?:\/namespaces\/(?<namespace>[^/]+)(?=\/))?\/(?<plural>[^/]+)(?:\/(?<name>[^/]+))?(?:\/(?<subresource>[^/]+))?$/;

const decoded = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : decodeURIComponent(text);

/** A namespace's own path looks like that of what is in one. */
const ofNamespace =
  /^\/api\/(?<version>v1)\/(?<plural>namespaces)\/(?<name>[^/]+)(?:\/(?<subresource>status))?$/;

/** What a path names, or undefined where nothing is served. */
export const targetOf = (definitions: ReadonlyArray<Definition>, path: string): Target | undefined => {
  const parts = (ofNamespace.exec(path) ?? pattern.exec(path))?.groups;
  if (parts === undefined) return undefined;
  const { group = '', version = '', plural, subresource } = parts;
  const definition = definitions.find(
    each => each.group === group && each.plural === plural && each.versions.includes(version)
  );
  const [namespace, name] = [decoded(parts['namespace']), decoded(parts['name'])];
  if (definition === undefined || (!definition.namespaced && namespace !== undefined)) return undefined;
  if (definition.namespaced && name !== undefined && namespace === undefined) return undefined;
  if (subresource !== undefined && !(subresource === 'status' && definition.status)) return undefined;
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return { definition, apiVersion, namespace, name, subresource };
};
