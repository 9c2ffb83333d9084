import { expect, test } from 'vitest';
import type { Reason, Scope } from '../src/core.js';
import { scopeLines } from '../src/output/overview/scopeLines.js';

const alias = (from: string): Reason => ({ kind: 'alias', from, pattern: 'p', template: 't' });
const fixed = (entry: string): Reason => ({ kind: 'static', entry });
const host = (name: string, ...reasons: ReadonlyArray<Reason>) => ({
  host: name,
  egress: [`*/${name}`],
  reasons
});

const lines = (...hosts: Scope['hosts']): ReadonlyArray<string> =>
  scopeLines({
    namespace: 'shop',
    name: 'web',
    automatic: false,
    selector: {},
    hosts,
    refusal: undefined
  }).map(({ lead, host: text, kind, detail }) => `${lead}${text} ${kind} ${detail}`.trimEnd());

test('a host stands once, under the first host that brings it', () => {
  expect(
    lines(
      host('a', fixed('a')),
      host('b', alias('a'), alias('c')),
      host('c', alias('a')),
      host('d', alias('b'))
    )
  ).toEqual(['└─ a static', '   ├─ b alias t (and 1 more reason)', '   │  └─ d alias t', '   └─ c alias t']);
});

test('a reason of its own comes before one that derives', () => {
  expect(lines(host('a', fixed('a')), host('b', alias('a'), fixed('b')))).toEqual([
    '├─ a static',
    '└─ b static  (and 1 more reason)'
  ]);
});

test('what derives from a host that is not listed, or in a circle, is shown all the same', () => {
  expect(lines(host('a', alias('b')), host('b', alias('a')), host('c', alias('elsewhere')))).toEqual([
    '├─ a alias t',
    '├─ b alias t',
    '└─ c alias t'
  ]);
});

test('a long scope is cut short', () => {
  const many = Array.from({ length: 30 }, (_, index) => host(`h${index}`, fixed(`h${index}`)));
  const shown = lines(...many, host('istio-system/*', { kind: 'system', part: 'istio' }));
  expect(shown).toHaveLength(27);
  expect(shown.slice(24)).toEqual([
    '├─ h24 static',
    '├─ and 5 more  meshfence explain shop/web',
    '└─ istio-system/* system'
  ]);
});
