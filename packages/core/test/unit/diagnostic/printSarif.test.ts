import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/diagnostic/catalogue.js';
import { report } from '../../../src/diagnostic/Diagnostic.js';
import { inText } from '../../../src/diagnostic/Place.js';
import { printSarif } from '../../../src/diagnostic/printSarif.js';
import type { SarifOptions } from '../../../src/diagnostic/printSarif.js';
import type { Diagnostic } from '../../../src/diagnostic/Diagnostic.js';
import { anyDiagnostics, anySources, inFile, invalidHost, live } from './places.js';

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Location {
  readonly id?: number;
  readonly message?: { readonly text: string };
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: Region;
  };
  readonly logicalLocations?: ReadonlyArray<{ readonly name: string }>;
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly version?: string;
      readonly rules: ReadonlyArray<Rule>;
    };
  };
  readonly columnKind: string;
  readonly results: ReadonlyArray<{
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: ReadonlyArray<Location>;
    readonly relatedLocations: ReadonlyArray<Location>;
  }>;
}

interface Rule {
  readonly id: string;
  readonly helpUri?: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}

const text = 'spec:\n  host:\n    a b: {}\n';
const sources = new Map([['in.yaml', text]]);
const field = inFile('in.yaml', text, ['spec', 'host', 'a b'], 'key');

const run = (
  all: ReadonlyArray<Diagnostic>,
  texts = sources as ReadonlyMap<string, string>,
  options?: SarifOptions
): Run => JSON.parse(printSarif(all, texts, options)).runs[0];

const uriOf = (file: string): string | undefined =>
  run([invalidHost([inText(file, 0, 0)])]).results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri;

test('the log names its version, the tool and how columns count', () => {
  const log = JSON.parse(printSarif([], sources));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'meshfence' } }, results: [] }]
  });
  expect(log.$schema).toMatch(/^https:\/\/.*sarif.*2\.1\.0/);
  expect(log.runs[0].columnKind).toBe('utf16CodeUnits');
});

test('a result points at its region', () => {
  expect(run([invalidHost([field])]).results).toEqual([
    {
      ruleId: 'host-invalid',
      ruleIndex: 0,
      level: 'error',
      message: { text: '"a b" cannot be a host of a Sidecar: it contains a blank.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'in.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 8 }
          },
          logicalLocations: [{ name: 'ServiceFence shop/reviews', kind: 'resource' }]
        }
      ],
      relatedLocations: []
    }
  ]);
});

test('the rules are those that occur, once each, in the order of the catalogue', () => {
  const missing = report('config-missing', {}, []);
  const { tool, results } = run([invalidHost([]), missing, invalidHost([])]);
  expect(tool.driver.rules.map(rule => rule.id)).toEqual(['config-missing', 'host-invalid']);
  expect(results.map(result => result.ruleIndex)).toEqual([1, 0, 1]);
});

test('an info is a note', () => {
  const { tool, results } = run([report('config-missing', {}, []), report('label-selector-empty', {}, [])]);
  expect(results.map(result => result.level)).toEqual(['note', 'warning']);
  expect(tool.driver.rules.map(rule => rule.defaultConfiguration.level)).toEqual(['note', 'warning']);
});

test('a rule says what it means and what to do, and where to read on', () => {
  const [rule] = run([invalidHost([])]).tool.driver.rules;
  expect(rule?.shortDescription.text).toBe(
    'A host that a fence or the SlimeBoot names is one that Istio would reject, and with it the whole Sidecar.'
  );
  expect(rule?.help.text).toBe(`${catalogue['host-invalid'].remedy} See docs/diagnostics.md#host-invalid.`);
  expect(rule).not.toHaveProperty('helpUri');
});

test('the version, and the page of diagnostics as an absolute URI, can be given', () => {
  const options = { version: '0.1.0', documentation: 'https://example.com/diagnostics' };
  const { driver } = run([invalidHost([])], sources, options).tool;
  expect(driver.version).toBe('0.1.0');
  expect(driver.rules[0]?.helpUri).toBe('https://example.com/diagnostics#host-invalid');
});

test('further places are related locations, each with a number and a message', () => {
  const further = run([invalidHost([field, inText('in.yaml', 0, 4), live(['spec'])])]).results[0]
    ?.relatedLocations;
  expect(further?.map(({ id, message }) => [id, message?.text])).toEqual([
    [1, 'See also in.yaml:1:1.'],
    [2, 'See also ServiceFence shop/reviews, spec.']
  ]);
});

test('a place without a text names the object and the field, a file without a text has no region', () => {
  const [nowhere, gone] = run(
    [invalidHost([live(['spec', 'host'])]), invalidHost([field])],
    new Map()
  ).results;
  expect(nowhere?.locations).toEqual([
    {
      logicalLocations: [{ name: 'ServiceFence shop/reviews', kind: 'resource' }],
      message: { text: 'spec.host' }
    }
  ]);
  expect(gone?.locations[0]?.physicalLocation).toEqual({
    artifactLocation: { uri: 'in.yaml', uriBaseId: '%SRCROOT%' }
  });
});

test('files are named by URI', () => {
  expect(uriOf('./a b/ü#1?.yaml')).toBe('a%20b/%C3%BC%231%3F.yaml');
  expect(uriOf('mesh:a.yaml')).toBe('mesh%3Aa.yaml');
  expect(uriOf('/etc/mesh/a.yaml')).toBe('file:///etc/mesh/a.yaml');
  expect(uriOf('C:\\mesh\\a b.yaml')).toBe('file:///C:/mesh/a%20b.yaml');
  expect(uriOf('mesh\\a.yaml')).toBe('mesh/a.yaml');
  expect(uriOf('\uD83D.yaml')).toBe('%EF%BF%BD.yaml');
});

test('braces are no placeholders, and brackets no links', () => {
  const hostile = { ...invalidHost([]), message: '{0} {{port}} [here](http://example.com)' };
  expect(run([hostile]).results[0]?.message.text).toBe('{{0}} {{{{port}}}} [here] (http://example.com)');
});

test('any findings give a log with all that SARIF requires', () => {
  fc.assert(
    fc.property(anyDiagnostics, anySources, (diagnostics, texts) => {
      const { tool, results } = run(diagnostics, texts);
      expect(results).toHaveLength(diagnostics.length);
      results.forEach(({ ruleId, ruleIndex, level, message, locations, relatedLocations }) => {
        expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        expect(['error', 'warning', 'note']).toContain(level);
        expect(typeof message.text).toBe('string');
        expect(relatedLocations.map(location => location.id)).toEqual(
          relatedLocations.map((_, index) => index + 1)
        );
        [...locations, ...relatedLocations].forEach(expectLocation);
      });
    })
  );
});

const uriReference = /^(?:file:\/\/\/)?(?:[\w.~!*'()/-]|%[0-9A-F]{2}|(?<=^file:\/\/\/[A-Za-z]):)*$/;

const expectLocation = ({ physicalLocation, logicalLocations }: Location): void => {
  expect(physicalLocation ?? logicalLocations).toBeDefined();
  if (physicalLocation === undefined) return;
  expect(physicalLocation.artifactLocation.uri).toMatch(uriReference);
  const { region } = physicalLocation;
  if (region === undefined) return;
  const { startLine, startColumn, endLine, endColumn } = region;
  expect(Math.min(startLine, startColumn, endLine, endColumn)).toBeGreaterThanOrEqual(1);
  expect(endLine).toBeGreaterThanOrEqual(startLine);
  expect(endLine > startLine || endColumn >= startColumn).toBe(true);
};
