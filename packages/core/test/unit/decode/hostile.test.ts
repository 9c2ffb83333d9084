import { expect, test } from 'vitest';
import { compile } from '../../../src/compiler.js';
import { read, serviceText } from '../given/decoded.js';

const size = 100_000;
const filled = (unit: string): string => unit.repeat(Math.ceil(size / unit.length));
const numbered = (line: (index: number) => string): string =>
  Array.from({ length: Math.ceil(size / line(0).length) }, (_, index) => line(index)).join('');

const fenceText = (spec: string): string =>
  `apiVersion: microservice.slime.io/v1alpha1\nkind: ServiceFence\nmetadata: {name: a}\nspec:\n  enable: true\n${spec}`;
const bootText = (general: string): string =>
  `apiVersion: config.netease.com/v1alpha1\nkind: SlimeBoot\nmetadata: {name: a}\nspec: {module: [{kind: lazyload, general: {${general}}}]}\n`;

const shapes: Readonly<Record<string, string>> = {
  'open brackets': filled('['),
  'open braces': filled('{a: '),
  'braces of placeholders': filled('{{'),
  placeholders: filled('- {{x}}\n'),
  'half placeholders': filled('a: {{x\n'),
  'signs that stand for placeholders': `a: "${filled('⦃')}"`,
  'deep lists': filled('- '),
  'deep mappings': Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
  'a long list': filled('- a\n'),
  'a long list in a line': `[${filled('a, ')}a]`,
  'many keys': numbered(index => `k${index}: b\n`),
  'many labels': serviceText('a', `  labels:\n${numbered(index => `    k${index}: b\n`)}`),
  'the same key': filled('a: b\n'),
  'many anchors': numbered(index => `- &a${index} b\n`),
  'anchors and aliases': filled('&a *a\n'),
  'many aliases': `- &a x\n${filled('- *a\n')}`,
  'wide aliases': `- &a [${filled('x, ')}x]\n${filled('- *a\n')}`,
  'an alias of everything': `&a\nk: *a\n${numbered(index => `l${index}: *a\n`)}`,
  'many merges': `b: &b {${numbered(index => `k${index}: 1, `)}}\n${numbered(index => `c${index}: {<<: *b}\n`)}`,
  'chained merges': `a0: &a0 {x: 1}\n${numbered(index => `a${index + 1}: &a${index + 1} {<<: *a${index}}\n`)}`,
  'a long scalar': `a: ${filled('x')}`,
  'a long quoted scalar': `a: "${filled('\\n')}"`,
  'a quote that never ends': `a: "${filled('x\n')}`,
  'a long block scalar': `a: |\n${filled('  x\n')}`,
  'a long key': `${filled('x')}: a\n`,
  markers: filled('---\n'),
  'small documents': filled('---\na\n'),
  'half objects': filled('---\nkind: a\n'),
  'line breaks': filled('\n'),
  'carriage returns': filled('\r'),
  blanks: filled(' '),
  tabs: filled('\t'),
  comments: filled('#\n'),
  directives: filled('%YAML 1.2\n'),
  'question marks': filled('? '),
  colons: filled(': '),
  tags: filled('!a '),
  backslashes: `"${filled('\\')}`,
  'a long number': `a: ${filled('9')}`,
  'a list of nothing': `apiVersion: v1\nkind: List\nitems:\n${filled('- {}\n')}`,
  'lists of lists': `apiVersion: v1\nkind: List\nitems:\n${filled('- {kind: List, items: []}\n')}`,
  'one object many times': filled(`---\n${serviceText('a')}`),
  'many hosts': fenceText(`  host:\n${numbered(index => `    k${index}.com: {}\n`)}`),
  'many bad hosts': fenceText(`  host:\n${numbered(index => `    k_${index}: 3\n`)}`),
  'many unknown fields': fenceText(numbered(index => `  k${index}: 3\n`)),
  'many unknown settings': bootText(numbered(index => `autoFenc${index}: 3, `)),
  'a long pattern': bootText(`domainAliases: [{pattern: "${filled('(a|b)*')}", templates: [a]}]`),
  'a long template': bootText(`domainAliases: [{pattern: a, templates: ["${filled('$1')}"]}]`),
  'many patterns': bootText(
    `domainAliases: [${numbered(index => `{pattern: "(a)*b${index}", templates: [a]}, `)}]`
  )
};

test.each(Object.entries(shapes))('%s are read without harm', (_, text) => {
  const { value, diagnostics } = read(text);
  expect(diagnostics.every(({ message }) => message.length < 1000)).toBe(true);
  expect(compile(value).value.sidecars.length).toBeLessThanOrEqual(1);
});
