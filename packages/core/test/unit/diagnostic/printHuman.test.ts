import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { report } from '../../../src/diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../../src/diagnostic/Diagnostic.js';
import { inText } from '../../../src/diagnostic/Place.js';
import { printHuman } from '../../../src/diagnostic/printHuman.js';
import { anyDiagnostics, anySources, inFile, invalidHost, live } from './places.js';

const plain = { colour: false };
const fence = `metadata:\n  name: reviews\nspec:\n  host:\n    "a b": {}\n`;
const sources = new Map([['fences.yaml', fence]]);
const field = inFile('fences.yaml', fence, ['spec', 'host', 'a b'], 'key');
const name = inFile('fences.yaml', fence, []);

const unknownHost = (host: string): Diagnostic =>
  report('host-unknown', { host, suggestion: undefined }, [field]);

test('an error shows its line with a caret, and what to do', () => {
  expect(printHuman([invalidHost([field])], sources, plain)).toBe(`\
error[host-invalid]: "a b" cannot be a host of a Sidecar: it contains a blank.
 --> fences.yaml:5:5 (ServiceFence shop/reviews)
  |
5 |     "a b": {}
  |     ^^^^^
  = remedy: Mend the name: a DNS name, a wildcard such as *.example.com, namespace/* or namespace/host.

1 error
`);
});

test('further places follow as notes', () => {
  expect(printHuman([invalidHost([field, name])], sources, plain)).toContain(`
  |     ^^^^^
note: see also
 --> fences.yaml:2:9 (ServiceFence shop/reviews)
  |
2 |   name: reviews
  |         ^^^^^^^
  = remedy:`);
});

test('the margin is as wide as the largest line number', () => {
  const text = `${'\n'.repeat(99)}a: b\n`;
  const printed = printHuman(
    [invalidHost([inText('long.yaml', 99, 100)])],
    new Map([['long.yaml', text]]),
    plain
  );
  expect(printed).toContain('\n   --> long.yaml:100:1\n    |\n100 | a: b\n    | ^\n    = remedy: ');
});

test('of more than ten places the rest is counted', () => {
  const printed = printHuman([invalidHost(Array.from({ length: 12 }, () => field))], sources, plain);
  expect(printed.match(/-->/g)).toHaveLength(10);
  expect(printed).toContain('\nnote: and 2 more places\n');
});

test('a stretch of several lines is underlined to the end of its first', () => {
  const printed = printHuman([invalidHost([inText('fences.yaml', 0, 15)])], sources, plain);
  expect(printed).toContain('1 | metadata:\n  | ^^^^^^^^^\n');
});

test('an object that no text holds is named with its field', () => {
  expect(printHuman([invalidHost([live(['spec', 'host', 'a b'])])], sources, plain)).toContain(
    '\n --> ServiceFence shop/reviews, spec.host["a b"]\n  = remedy: '
  );
});

test('a file whose text is not at hand is named with the object and the field', () => {
  expect(printHuman([invalidHost([field])], new Map(), plain)).toContain(
    '\n --> fences.yaml (ServiceFence shop/reviews, spec.host["a b"])\n  = remedy: '
  );
});

test('a finding without a place has no arrow', () => {
  expect(printHuman([report('namespace-lists-both', {}, [])], sources, plain)).toBe(`\
error[namespace-lists-both]: At most one of blackNamespaceList and whiteNamespaceList may be set; both are applied.
  = remedy: Keep one of them.

1 error
`);
});

test('infos take one line each', () => {
  expect(printHuman([unknownHost('x'), unknownHost('y'), report('config-missing', {}, [])], sources, plain))
    .toBe(`\
info[host-unknown]: No Service or ServiceEntry of the input has the host "x". --> fences.yaml:5:5 (ServiceFence shop/reviews)
info[host-unknown]: No Service or ServiceEntry of the input has the host "y". --> fences.yaml:5:5 (ServiceFence shop/reviews)
info[config-missing]: No SlimeBoot with a lazyload module was given; the defaults hold.

3 infos
`);
});

test('the sum names each severity that occurs', () => {
  const warning = report('label-selector-empty', {}, []);
  const printed = printHuman([invalidHost([]), invalidHost([]), warning, unknownHost('x')], sources, plain);
  expect(printed.trimEnd().split('\n').at(-1)).toBe('2 errors, 1 warning, 1 info');
});

test('nothing is printed where nothing was found', () => {
  expect(printHuman([], sources, plain)).toBe('');
});

test('of many findings of one code the first twenty are printed, and the rest is counted', () => {
  const many = Array.from({ length: 200 }, (_, index) => unknownHost(`h${index}`));
  const printed = printHuman([...many, report('config-missing', {}, [])], sources, plain);
  expect(printed.match(/info\[host-unknown\]/g)).toHaveLength(20);
  expect(printed).toContain('"h19"');
  expect(printed).not.toContain('"h20"');
  expect(printed).toContain('\n\nand 180 more host-unknown\n\n201 infos\n');
});

test('exactly as many findings as the limit leave nothing to count', () => {
  const printed = printHuman([unknownHost('a'), unknownHost('b')], sources, { colour: false, limit: 2 });
  expect(printed).not.toContain('more');
});

test('the limit can be set', () => {
  const three = [unknownHost('a'), unknownHost('b'), unknownHost('c')];
  expect(printHuman(three, sources, { colour: false, limit: 1 })).toContain('and 2 more host-unknown\n');
  expect(printHuman(three, sources, { colour: false, limit: Infinity })).not.toContain('more');
});

test('colour adds nothing but colour', () => {
  const all = [invalidHost([field, name]), report('label-selector-empty', {}, [live([])]), unknownHost('x')];
  const coloured = printHuman(all, sources, { colour: true });
  expect(coloured).toContain('\u001B[1;31merror[host-invalid]\u001B[0m');
  expect(coloured.replaceAll(/\p{Cc}\[[\d;]*m/gu, '')).toBe(printHuman(all, sources, plain));
});

test('what a document says cannot steer the terminal', () => {
  const text = '"\u001B[2J": {}\n';
  const hostile = { ...inFile('\u001B[31m.yaml', text, []), object: 'Service \u0007\u202E/x' };
  const printed = printHuman(
    [{ ...invalidHost([hostile]), message: 'a\u001B[0m\nb' }],
    new Map([['\u001B[31m.yaml', text]]),
    plain
  );
  expect(printed).toContain('a␛[0m b\n --> ␛[31m.yaml:1:1 (Service ␇\uFFFD/x)\n');
  expect(printed).toContain('1 | "␛[2J": {}\n');
});

test('any findings at any places of any texts are printed, without control characters or blanks at the ends of lines', () => {
  fc.assert(
    fc.property(anyDiagnostics, anySources, (diagnostics, texts) => {
      const printed = printHuman(diagnostics, texts, plain);
      expect(printed.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      expect(printed).not.toMatch(/ \n/);
      expect(printed === '').toBe(diagnostics.length === 0);
    })
  );
});
