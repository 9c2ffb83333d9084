import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { report } from '../../../src/diagnostic/Diagnostic.js';
import { inText } from '../../../src/diagnostic/Place.js';
import { escapeData, escapeProperty, printGithub } from '../../../src/diagnostic/printGithub.js';
import { anyDiagnostics, anySources, inFile, invalidHost, live } from './places.js';

const text = 'spec:\n  host:\n    a b: {}\n';
const sources = new Map([['in.yaml', text]]);
const field = inFile('in.yaml', text, ['spec', 'host', 'a b'], 'key');

/** How the runner reads an escaped text: the percent sign last. */
const unescapeData = (escaped: string): string =>
  escaped.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (escaped: string): string =>
  unescapeData(escaped.replaceAll('%3A', ':').replaceAll('%2C', ','));

test('an error annotates its line', () => {
  expect(printGithub([invalidHost([field])], sources)).toBe(
    '::error file=in.yaml,line=3,endLine=3,col=5,endColumn=8,title=host-invalid::' +
      '"a b" cannot be a host of a Sidecar: it contains a blank.%0A' +
      'Mend the name: a DNS name, a wildcard such as *.example.com, namespace/* or namespace/host.\n'
  );
});

test('a warning is a warning, an info is a notice', () => {
  const printed = printGithub(
    [report('label-selector-empty', {}, []), report('config-missing', {}, [])],
    sources
  );
  expect(printed).toMatch(/^::warning title=label-selector-empty::.*\n::notice title=config-missing::.*\n$/);
});

test('a stretch of several lines has no columns, which GitHub would refuse', () => {
  expect(printGithub([invalidHost([inText('in.yaml', 0, 20)])], sources)).toMatch(
    /^::error file=in\.yaml,line=1,endLine=3,title=/
  );
});

test('further places are named in the message', () => {
  expect(printGithub([invalidHost([field, inText('in.yaml', 0, 4), live(['a'])])], sources)).toContain(
    'blank.%0ASee in.yaml:1:1.%0ASee ServiceFence shop/reviews, a.%0AMend'
  );
});

test('a place without a line is named in the message', () => {
  expect(printGithub([invalidHost([live(['spec', 'host'])])], sources)).toMatch(
    /^::error title=host-invalid::.*%0ASee ServiceFence shop\/reviews, spec\.host\.%0A/
  );
  expect(printGithub([invalidHost([field])], new Map())).toMatch(
    /^::error file=in\.yaml,title=host-invalid::.*%0ASee in\.yaml \(ServiceFence shop\/reviews, spec/
  );
});

test('what would end a property or a command is escaped', () => {
  const odd = 'a,b:c%\n.yaml';
  expect(
    printGithub(
      [{ ...invalidHost([inFile(odd, text, [])]), message: '100%\r\n::stop' }],
      new Map([[odd, text]])
    )
  ).toMatch(/^::error file=a%2Cb%3Ac%25%0A\.yaml,line=.*::100%25%0D%0A::stop%0AMend.*\n$/);
});

test('escaping is undone by what the runner does', () => {
  const anyText = fc.string({
    unit: fc.constantFrom('%', '2', '5', '0', 'A', 'D', 'C', '3', ':', ',', '\r', '\n', 'x')
  });
  fc.assert(
    fc.property(anyText, string => {
      expect(unescapeData(escapeData(string))).toBe(string);
      expect(unescapeProperty(escapeProperty(string))).toBe(string);
      expect(escapeData(string)).not.toMatch(/[\r\n]/);
      expect(escapeProperty(string)).not.toMatch(/[\r\n:,]/);
    })
  );
});

test('any findings give one command a line, and their messages can be read back', () => {
  fc.assert(
    fc.property(anyDiagnostics, anySources, (diagnostics, texts) => {
      const lines = printGithub(diagnostics, texts).split('\n');
      expect(lines.pop()).toBe('');
      expect(lines).toHaveLength(diagnostics.length);
      lines.forEach((line, index) => {
        const [, , data = ''] = /^::(error|warning|notice) [^:]*::(.*)$/su.exec(line) ?? [];
        expect(unescapeData(data).startsWith(`${diagnostics[index]?.message}\n`)).toBe(true);
      });
    })
  );
});
