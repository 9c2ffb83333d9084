import type { JsonObject } from '../model/Json.js';
import { catalogue } from './catalogue.js';
import type { Code } from './catalogue.js';
import type { Diagnostic } from './Diagnostic.js';
import type { Entry, Severity } from './Entry.js';
import type { Place } from './Place.js';
import { resolvePlace } from './resolvePlace.js';
import type { Resolved } from './resolvePlace.js';
import { sarifLocation } from './sarifLocation.js';
import { sarifText } from './sarifText.js';
import { showPlace } from './showPlace.js';

/** `documentation` is the absolute URI of the page of diagnostics; SARIF allows no relative one. */
export interface SarifOptions {
  readonly version?: string;
  readonly documentation?: string;
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const page = 'docs/diagnostics.md';

/** The findings as a SARIF 2.1.0 log, for code scanning. */
export const printSarif = (
  diagnostics: ReadonlyArray<Diagnostic>,
  sources: ReadonlyMap<string, string>,
  options: SarifOptions = {}
): string => {
  const found = new Set(diagnostics.map(({ code }) => code));
  const codes = (Object.keys(catalogue) as ReadonlyArray<Code>).filter(code => found.has(code));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(codes, options) },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        results: results(diagnostics, codes, sources)
      }
    ]
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const driver = (codes: ReadonlyArray<Code>, { version, documentation }: SarifOptions): JsonObject => ({
  name: 'meshfence',
  ...(version === undefined ? {} : { version }),
  rules: codes.map(code => rule(code, documentation))
});

const rule = (code: Code, documentation: string | undefined): JsonObject => {
  const { severity, summary, remedy }: Entry = catalogue[code];
  return {
    id: code,
    shortDescription: sarifText(firstSentence(summary)),
    fullDescription: sarifText(summary),
    help: sarifText(`${remedy} See ${page}#${code}.`),
    ...(documentation === undefined ? {} : { helpUri: `${documentation}#${code}` }),
    defaultConfiguration: { level: levels[severity] }
  };
};

const firstSentence = (text: string): string => /^.*?[.](?= [A-Z])/.exec(text)?.[0] ?? text;

const results = (
  diagnostics: ReadonlyArray<Diagnostic>,
  codes: ReadonlyArray<Code>,
  sources: ReadonlyMap<string, string>
): ReadonlyArray<JsonObject> => {
  const resolve = resolvePlace(sources);
  const indices = new Map(codes.map((code, index) => [code, index] as const));
  return diagnostics.map(({ code, severity, message, places }) => {
    const [first, ...further] = places.filter(isSomewhere);
    return {
      ruleId: code,
      ruleIndex: indices.get(code) ?? -1,
      level: levels[severity],
      message: sarifText(message),
      locations: first === undefined ? [] : [sarifLocation(first, resolve(first))],
      relatedLocations: further.map((place, index) => related(place, resolve(place), index + 1))
    };
  });
};

/** SARIF knows no location that is neither in a file nor in an object. */
const isSomewhere = ({ origin, object }: Place): boolean => origin._tag === 'InText' || object !== undefined;

const related = (place: Place, resolved: Resolved | undefined, id: number): JsonObject => ({
  ...sarifLocation(place, resolved),
  id,
  message: sarifText(`See also ${showPlace(place, resolved)}.`)
});
