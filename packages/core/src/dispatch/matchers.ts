import { report } from '../diagnostic/Diagnostic.js';
import { diagnosed } from '../Diagnosed.js';
import type { Diagnosed } from '../Diagnosed.js';
import * as authority from './authority.js';
import { placesOf } from './Given.js';
import type { Given } from './Given.js';

/** What a route of a rule matches: an expression, undefined for everything, and how the user wrote it. */
export interface Matcher {
  readonly authority: string | undefined;
  readonly matches: ReadonlyArray<string>;
}

/** So many domains go into one expression: proxies refuse large ones. */
const most = 50;

interface Domain {
  readonly domain: string;
  readonly regex: string;
}

const domainsOf = (given: Given): Diagnosed<ReadonlyArray<Domain>> => {
  const { domains, name: rule } = given.dispatch;
  const found = new Map<string, Domain>();
  const diagnostics = domains.flatMap((domain, index) => {
    const regex = authority.ofDomain(domain);
    if (regex !== undefined) found.set(authority.domainKey(domain), { domain, regex });
    return regex !== undefined || authority.isEverything(domain)
      ? []
      : [report('dispatch-domain-invalid', { rule, domain }, placesOf(given, 'domains', index))];
  });
  return diagnosed([...found.values()], diagnostics);
};

const ofDomains = (all: ReadonlyArray<Domain>): ReadonlyArray<Matcher> =>
  Array.from({ length: Math.ceil(all.length / most) }, (_, chunk) => {
    const some = all.slice(chunk * most, (chunk + 1) * most);
    return {
      authority: authority.anyOf(some.map(({ regex }) => regex)),
      matches: some.map(({ domain }) => domain)
    };
  });

const ofRegex = (given: Given): Diagnosed<ReadonlyArray<Matcher>> => {
  const { domainRegex: pattern = '' } = given.dispatch;
  if (pattern === '') return diagnosed([], []);
  const reason = authority.whyNotRegex(pattern);
  return reason === undefined
    ? diagnosed([{ authority: authority.ofRegex(pattern), matches: [`/${pattern}/`] }], [])
    : diagnosed([], [report('pattern-invalid', { pattern, reason }, placesOf(given, 'domainRegex'))]);
};

const isEverything = ({ dispatch: { domainRegex = '', domains } }: Given): boolean =>
  domains.some(authority.isEverything) || authority.takesEverything(domainRegex);

/** What a rule matches, in as many routes as that takes; none where nothing of it can be used. */
export const matchers = (given: Given): Diagnosed<ReadonlyArray<Matcher>> => {
  const { domainRegex = '', domains, name: rule } = given.dispatch;
  if (domains.length === 0 && domainRegex === '') {
    return diagnosed([], [report('dispatch-empty', { rule }, placesOf(given))]);
  }
  const named = domainsOf(given);
  const regex = ofRegex(given);
  const all = isEverything(given)
    ? [{ authority: undefined, matches: ['*'] }]
    : [...ofDomains(named.value), ...regex.value];
  return diagnosed(all, [...named.diagnostics, ...regex.diagnostics]);
};
