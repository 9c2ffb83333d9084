import { expect, test } from 'vitest';
import { configured, findings, settings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

test('the older names of settings still work', () => {
  expect(settings({ disableAutoFence: false, defaultCreateFence: true }).general).toMatchObject({
    autoFence: true,
    defaultFence: true
  });
  expect(settings({ disableAutoFence: true }).general.autoFence).toBe(false);
  expect(settings({ domainAlias: [{ pattern: 'a', template: ['b'] }] }).general.domainAliases).toEqual([
    { pattern: 'a', templates: ['b'] }
  ]);
});

test('a template of old may be a single text', () => {
  expect(settings({ domainAliases: [{ pattern: 'a', template: 'b' }] }).general.domainAliases).toEqual([
    { pattern: 'a', templates: ['b'] }
  ]);
});

test("where both names stand, today's wins", () => {
  const both = { autoFence: false, disableAutoFence: false, defaultFence: true, defaultCreateFence: false };
  expect(settings(both).general).toMatchObject({ autoFence: false, defaultFence: true });
  const rule = { pattern: 'a', template: ['b'], templates: ['c'] };
  expect(settings({ domainAliases: [rule] }).general.domainAliases).toEqual([
    { pattern: 'a', templates: ['c'] }
  ]);
});

test('each older name is reported with the newer one', () => {
  const { diagnostics } = configured(
    slimeBoot({
      disableAutoFence: true,
      defaultCreateFence: true,
      domainAlias: [{ pattern: 'a', template: ['b.c'] }]
    })
  );
  expect(findings(diagnostics).toSorted()).toEqual([
    'field-deprecated: "defaultCreateFence" is called "defaultFence" today.',
    'field-deprecated: "disableAutoFence" is called "autoFence (with the opposite value)" today.',
    'field-deprecated: "domainAlias" is called "domainAliases" today.',
    'field-deprecated: "template" is called "templates" today.'
  ]);
});

test('an older setting of the wrong type is reported as such', () => {
  const { value, diagnostics } = configured(slimeBoot({ disableAutoFence: 'yes' }));
  expect(value.general.autoFence).toBe(false);
  expect(diagnostics.map(({ code }) => code)).toContain('field-invalid');
});

test('namespaces may stand at the component, where the module names none', () => {
  const component = { component: { globalSidecar: { namespace: ['a'] } } };
  expect(settings({}, {}, component).general.namespaces).toEqual(['a']);
  expect(settings({ namespace: ['b'] }, {}, component).general.namespaces).toEqual(['b']);
});

test("settings of meshfence's own may be annotations", () => {
  const annotations = {
    'meshfence.io/egressHosts': 'exact',
    'meshfence.io/clusterDomain': 'corp.local',
    'meshfence.io/expiry': '1h',
    'meshfence.io/denyHosts': 'a.b, c.d'
  };
  const annotated = (general: Parameters<typeof slimeBoot>[0]) => ({
    ...slimeBoot(general),
    metadata: { namespace: 'mesh-operator', name: 'lazyload', annotations }
  });
  expect(configured(annotated({})).value.general).toMatchObject({
    egressHosts: 'exact',
    clusterDomain: 'corp.local',
    expiry: { after: 3_600_000 },
    denyHosts: ['a.b', 'c.d']
  });
  expect(configured(annotated({ egressHosts: 'wildcard', denyHosts: [] })).value.general).toMatchObject({
    egressHosts: 'wildcard',
    denyHosts: []
  });
  expect(findings(configured(annotated({})).diagnostics)).toEqual([]);
});
