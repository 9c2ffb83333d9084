import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, service, serviceEntry, slimeBoot } from '../given/objects.js';

const key = 'default/reviews';

const with_ = (rule: string, entry: string, ...objects: ReadonlyArray<JsonObject>) =>
  compiled([
    slimeBoot({ denyHosts: [rule] }),
    fence(key, { host: { [entry]: {} } }),
    service('vault/keys'),
    ...objects
  ]);

test.each([
  ['keys.vault', 'keys.vault.svc.cluster.local'],
  ['keys.vault.svc', 'keys.vault'],
  ['vault/keys.vault.svc.cluster.local', 'keys.vault'],
  ['*', 'keys.vault'],
  ['*/*', 'keys.vault']
])('the rule %s keeps out %s', (rule, entry) => {
  expect(with_(rule, entry).egress(key)).toEqual([]);
});

test('a rule for a namespace keeps out the hosts of its ServiceEntries, too', () => {
  const entry = serviceEntry('vault/ext', { hosts: ['ext.example'] });
  expect(with_('vault/*', 'ext.example', entry).egress(key)).toEqual([]);
  expect(with_('vault/*', 'vault/ext.example', entry).egress(key)).toEqual([]);
});

test.each([
  ['vault', 'it has no dot, so it names no host of its own'],
  ['https://keys', 'the part before the slash is no namespace'],
  ['~/*', 'an exclusion names nothing that could be denied'],
  ['a_b.example', 'the label "a_b" is not made of letters, digits and inner hyphens'],
  ['10.9.8.7', 'the address belongs to nobody']
])('the rule %s cannot be understood, and is no secret', (rule, why) => {
  expect(with_(rule, 'keys.vault').messages('host-invalid')).toEqual([
    `${JSON.stringify(rule)} cannot be a host of a Sidecar: ${why}.`
  ]);
});

test.each([
  ['keys.vault', 'vault/*'],
  ['keys.vault', '*.vault.svc.cluster.local'],
  ['keys.vault', '*/*'],
  ['not-there.example', '*.example']
])('the rule %s is told where %s brings the host in all the same', (rule, entry) => {
  expect(with_(rule, entry).messages('deny-bypassed')).toHaveLength(1);
});

test('an entry that brings in nothing denied is no finding', () => {
  expect(with_('other.vault', 'vault/*').messages('deny-bypassed')).toEqual([]);
  expect(with_('keys.vault', '*.example').messages('deny-bypassed')).toEqual([]);
});
