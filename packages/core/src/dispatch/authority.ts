import * as E from 'fp-ts/lib/Either.js';
import type { Dispatch } from '../model/Config.js';
import { whyNotEnvoys } from './envoyRegex.js';

/** Envoy's routes see the port that the caller wrote, where its virtual hosts do not. */
const anyPort = '(:\\d+)?';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const character = /^[a-z0-9_.:[\]-]+$/;

/** The form of a domain without its wildcard: `*.x`, `x.*` and `*`; none in the middle, as in Envoy. */
const cut = (domain: string): { readonly before: string; readonly after: string } | undefined => {
  if (!domain.includes('*')) return { before: domain, after: '' };
  if (domain.startsWith('*')) return { before: '', after: domain.slice(1) };
  return domain.endsWith('*') ? { before: domain.slice(0, -1), after: '' } : undefined;
};

const portOf = (domain: string): string => (/[^:\]]:\d+$|\]:\d+$/.test(domain) ? '' : anyPort);

/** A domain as an expression for authorities; undefined where it is none that Envoy would take. */
export const ofDomain = (domain: string): string | undefined => {
  const lower = domain.toLowerCase();
  const parts = cut(lower);
  if (parts === undefined) return undefined;
  const text = `${parts.before}${parts.after}`;
  if (!character.test(text)) return undefined;
  const wildcard = lower.includes('*') ? '.+' : '';
  return lower.startsWith('*')
    ? `${wildcard}${escape(parts.after)}${portOf(lower)}`
    : `${escape(parts.before)}${wildcard}${portOf(lower)}`;
};

/** Whether a domain is every domain. */
export const isEverything = (domain: string): boolean => domain === '*';

/** An escape, a class of characters, or a character. */
const token = /\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|[^]/g;

/** The alternatives of an expression, as far as they stand outside of all groups. */
const alternatives = (regex: string): ReadonlyArray<string> => {
  let depth = 0;
  const bars = [...regex.matchAll(token)].flatMap(({ 0: text, index }) => {
    depth += Number(text === '(') - Number(text === ')');
    return text === '|' && depth === 0 ? [index] : [];
  });
  return [-1, ...bars].map((bar, nth) => regex.slice(bar + 1, bars[nth]));
};

const withoutEnds = (alternative: string): string =>
  alternative.replace(/^\^/, '').replace(/(?<!\\)((?:\\\\)*)\$$/, '$1');

/** An expression is matched as a whole anyway; its own end would keep the port out. */
const unanchored = (regex: string): string =>
  regex.includes('\\Q') ? regex : alternatives(regex).map(withoutEnds).join('|');

/** The user's expression, tolerant of ports; why it is none that Envoy would compile. */
export const ofRegex = (regex: string): E.Either<string, string> => {
  const why = whyNotEnvoys(regex);
  return why === undefined ? E.right(`(?:${unanchored(regex)})${anyPort}`) : E.left(why);
};

const insensitive = (parts: ReadonlyArray<string>): string =>
  parts.length === 1 ? `(?i)${parts.join('')}` : `(?i)(?:${parts.join('|')})`;

/** The expression of a rule: any of its domains, or its own expression. Undefined where there is nothing to match. */
export const authorityOf = (
  domains: ReadonlyArray<string>,
  regex: string | undefined
): E.Either<string, string | undefined> => {
  const parts = [...domains, ...(regex === undefined ? [] : [regex])];
  if (parts.length === 0) return E.right(undefined);
  const expression = insensitive(parts);
  const why = whyNotEnvoys(expression);
  return why === undefined ? E.right(expression) : E.left(why);
};

/** Domains that differ only by case are the same to Envoy. */
export const domainKey = (domain: string): string => domain.toLowerCase();

/** Whether a rule names anything to match. */
export const isEmpty = ({ domains, domainRegex = '' }: Dispatch): boolean =>
  domains.length === 0 && domainRegex === '';

/** What a rule matches, as the user wrote it; an expression stands between slashes. */
export const written = ({ domains, domainRegex = '' }: Dispatch): ReadonlyArray<string> => [
  ...domains,
  ...(domainRegex === '' ? [] : [`/${domainRegex}/`])
];
