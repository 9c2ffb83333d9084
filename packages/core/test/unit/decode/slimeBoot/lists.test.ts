import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { configured, findings, settings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const general = (fields: JsonObject) => settings(fields).general;
const found = (fields: JsonObject) => findings(configured(slimeBoot(fields)).diagnostics);

test('an item that cannot be read costs itself only', () => {
  expect(
    general({
      wormholePort: ['80', true],
      namespace: ['a', 1],
      stableHost: [null, 'a.b'],
      denyHosts: [{}, 'c.d'],
      dispatches: [{ name: 'x' }, { name: 'y', cluster: 'c' }],
      domainAliases: [{ pattern: 1, templates: [] }, 'z', { pattern: 'p', templates: ['t'] }]
    })
  ).toMatchObject({
    wormholePorts: [80],
    namespaces: ['a'],
    stableHosts: ['a.b'],
    denyHosts: ['c.d'],
    dispatches: [{ name: 'y', cluster: 'c' }],
    domainAliases: [{ pattern: 'p', templates: ['t'] }]
  });
});

test('an item that cannot be read is reported where it stands', () => {
  expect(found({ stableHost: ['a.b', 1], dispatches: [{ name: 'x' }] })).toEqual([
    'field-invalid: spec.module[0].general.dispatches[0].cluster must be a string, not nothing. The entry is left out.',
    'field-invalid: spec.module[0].general.stableHost[1] must be a string, not the number 1. The entry is left out.'
  ]);
});

test('an unknown field of an item is reported', () => {
  expect(
    found({
      dispatches: [{ cluster: 'c', domain: ['a'] }],
      domainAliases: [{ pattern: 'p', templates: [], tempaltes: [] }],
      managementSelectors: [{ matchLabel: {} }]
    }).toSorted()
  ).toEqual([
    'field-unknown: There is no field "domain" here; it has no effect. Did you mean "domains"?',
    'field-unknown: There is no field "matchLabel" here; it has no effect. Did you mean "matchLabels"?',
    'field-unknown: There is no field "tempaltes" here; it has no effect. Did you mean "templates"?'
  ]);
});

test('what is no list is reported, and the default holds', () => {
  expect(general({ stableHost: 'a.b', domainAliases: {} })).toMatchObject({
    stableHosts: [],
    domainAliases: []
  });
  expect(found({ stableHost: 'a.b', domainAliases: {} })).toEqual([
    'field-invalid: spec.module[0].general.domainAliases must be a list, not a mapping. The default holds.',
    'field-invalid: spec.module[0].general.stableHost must be a list, not the text "a.b". The default holds.'
  ]);
});

test('a selector that cannot be read lets no more namespaces in', () => {
  const managementSelectors = [{ matchLabels: { a: 1 } }];
  expect(general({ managementSelectors }).managementSelectors).toMatchObject([
    { matchLabels: {}, matchExpressions: [{ operator: 'In', values: [] }] }
  ]);
  expect(
    general({ managementSelectors: [{ matchLabels: { a: 'b' } }, ...managementSelectors] })
      .managementSelectors
  ).toHaveLength(2);
});
