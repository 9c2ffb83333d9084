import type { Diagnosed } from '../../Diagnosed.js';
import type { Dispatch, DomainAlias } from '../../model/Config.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { defaulted, list, optional, string, struct, text, textOrEmpty } from '../codec.js';
import { decodeItems } from '../items.js';
import type { ItemOf } from '../items.js';
import { managementSelector } from './managementSelector.js';
import type { Part } from './Part.js';
import { renamedAliases } from './renamed.js';

const dispatch: ItemOf<Dispatch> = {
  codec: struct({
    name: defaulted(text, ''),
    domains: list(textOrEmpty),
    domainRegex: optional(string),
    cluster: string
  }),
  known: ['name', 'domains', 'domainRegex', 'cluster']
};
const alias: ItemOf<DomainAlias> = {
  codec: struct({ pattern: string, templates: list(string) }),
  known: ['pattern', 'template', 'templates']
};
const selector = { codec: managementSelector, known: ['matchLabels', 'matchExpressions'] };

/** The settings that are lists, each item on its own: one that cannot be read costs itself only. */
export interface Lists {
  readonly wormholePort: ReadonlyArray<string>;
  readonly namespace: ReadonlyArray<string>;
  readonly stableHost: ReadonlyArray<string>;
  readonly denyHosts: ReadonlyArray<string>;
  readonly dispatches: ReadonlyArray<Dispatch>;
  readonly domainAliases: ReadonlyArray<DomainAlias>;
  readonly managementSelectors: ReadonlyArray<typeof managementSelector._A>;
}

/** Matches no namespace: it stands for a selector that cannot be read, which must not let more namespaces in. */
const nowhere: typeof managementSelector._A = {
  matchLabels: {},
  matchExpressions: [{ key: '', operator: 'In', values: [] }]
};

const listed = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : []);

/** The lists among the module's settings. */
export const lists = (part: Part, settings: JsonObject): Diagnosed<Lists> => {
  const diagnostics: Array<Diagnosed<unknown>['diagnostics']> = [];
  const items = <A>(
    name: string,
    of: ItemOf<A>,
    value: Json | undefined = settings[name]
  ): ReadonlyArray<A> => {
    const read = decodeItems(part.document, [...part.path, name], value, of);
    diagnostics.push(read.diagnostics);
    return read.value.map(each => each.value);
  };
  const rules = renamedAliases(part, listed(settings['domainAliases']));
  diagnostics.push(rules.diagnostics);
  const selectors = items('managementSelectors', selector);
  const given = listed(settings['managementSelectors']).length;
  const value: Lists = {
    wormholePort: items('wormholePort', { codec: text }),
    namespace: items('namespace', { codec: string }),
    stableHost: items('stableHost', { codec: string }),
    denyHosts: items('denyHosts', { codec: string }),
    dispatches: items('dispatches', dispatch).map(({ name, domains, domainRegex, cluster }) => ({
      name,
      domains,
      domainRegex,
      cluster
    })),
    domainAliases: items(
      'domainAliases',
      alias,
      isListed(settings) ? rules.value : settings['domainAliases']
    ).map(({ pattern, templates }) => ({ pattern, templates })),
    managementSelectors: selectors.length < given ? [...selectors, nowhere] : selectors
  };
  return { value, diagnostics: diagnostics.flat() };
};

const isListed = (settings: JsonObject): boolean => Array.isArray(settings['domainAliases']);
