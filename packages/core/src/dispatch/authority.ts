import { whyNotEnvoys } from './envoyRegex.js';

/** Envoy's routes see the port that the caller wrote, where its virtual hosts do not. */
const anyPort = '(:\\d+)?';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const label = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';
const name = `${label}(?:\\.${label})*`;

/** `x`, `[::1]`, `*.x`, `*-x`, `*x`, `x.*` and `x-*`, as Envoy has them; never a wildcard in the middle. */
const shape = new RegExp(
  `^(?:(?<exact>${name}|\\[[0-9a-f:]+\\])|\\*(?<suffix>[.-]?${name})|(?<prefix>${name}[.-])\\*)(?<port>:[1-9]\\d{0,4})?$`
);

const isPort = (port: string | undefined): boolean => port === undefined || Number(port.slice(1)) <= 65_535;

/** A domain as an expression for authorities; undefined where it is none that Envoy would take. */
export const ofDomain = (domain: string): string | undefined => {
  const groups = domain.length > 300 ? undefined : shape.exec(domain.toLowerCase())?.groups;
  if (groups === undefined || !isPort(groups['port'])) return undefined;
  const { exact, port, prefix, suffix } = groups;
  const host = exact === undefined ? `${escape(prefix ?? '')}.+${escape(suffix ?? '')}` : escape(exact);
  return `${host}${port ?? anyPort}`;
};

/** Whether a domain is every domain. */
export const isEverything = (domain: string): boolean => domain === '*';

/** Whether an expression takes everything, as people write that. */
export const takesEverything = (regex: string): boolean => /^\^?\.[*+]\$?$/.test(regex);

/** An escape, a class of characters, or a character. */
const token = /\\[^]|\[\^?\]?(?:\[:\^?\w+:\]|\\[^]|[^\]\\])*\]|[^]/g;

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

/** Longer than anybody writes; RE2 would take its time to find it too large. */
const longest = 4096;

/** Why an expression is none for proxies; undefined where they take it. */
export const whyNotRegex = (regex: string): string | undefined =>
  regex.length > longest
    ? `longer than ${longest} characters`
    : (whyNotEnvoys(ofRegex(regex)) ?? whyNotEnvoys(regex));

/** The user's expression for whole authorities, tolerant of case and port. */
export const ofRegex = (regex: string): string => `(?i)(?:${unanchored(regex)})${anyPort}`;

/** One expression for several domains' expressions. */
export const anyOf = (parts: ReadonlyArray<string>): string =>
  parts.length === 1 ? `(?i)${parts.join('')}` : `(?i)(?:${parts.join('|')})`;

/** Domains that differ only by case are the same to Envoy. */
export const domainKey = (domain: string): string => domain.toLowerCase();
