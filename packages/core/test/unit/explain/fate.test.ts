import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import { printExplanation } from '../../../src/explain/printExplanation.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { fence, service, slimeBoot } from '../given/objects.js';

const asked = (
  general: JsonObject,
  namespace: string,
  host: string,
  ...others: ReadonlyArray<JsonObject>
) => {
  const boot = slimeBoot(
    { wormholePort: ['80', '9080'], ...general },
    {},
    { component: { globalSidecar: { enable: true } } }
  );
  const { mesh, plan } = compiled([boot, fence(`${namespace}/web`), ...others]);
  return explain(mesh, plan, { namespace, name: 'web' }, host);
};

test('a call outside the scope goes to the global-sidecar', () => {
  const explanation = asked({}, 'shop', 'a.b');
  expect(explanation?.fate).toEqual({
    ports: [80, 9080],
    destination: 'global-sidecar.mesh-operator.svc.cluster.local'
  });
  expect(explanation && printExplanation(explanation)).toContain(
    'Calls to it on port 80 or 9080 go to global-sidecar.mesh-operator.svc.cluster.local.'
  );
});

test('the first rule that takes it decides, in any case', () => {
  const dispatches = [
    { name: 'a', domains: ['*.b'], cluster: 'PassthroughCluster' },
    { name: 'rest', domains: ['*'], cluster: '_GLOBAL_SIDECAR' }
  ];
  expect(asked({ dispatches }, 'shop', 'A.b')?.fate?.destination).toBe('PassthroughCluster');
  expect(asked({ dispatches }, 'shop', 'a.c')?.fate?.destination).toBe(
    'global-sidecar.mesh-operator.svc.cluster.local'
  );
});

test('what no rule takes is where Istio says', () => {
  const dispatches = [{ name: 'a', domains: ['*.b'], cluster: 'PassthroughCluster' }];
  expect(asked({ dispatches }, 'shop', 'a.c')?.fate?.destination).toBe(
    "where Istio's outboundTrafficPolicy says"
  );
});

test('in namespace mode it is the global-sidecar of that namespace, and elsewhere none', () => {
  const general = { globalSidecarMode: 'namespace', namespace: ['bank', 'shop'] };
  expect(asked(general, 'shop', 'a.b')?.fate?.destination).toBe('global-sidecar.shop.svc.cluster.local');
  expect(asked(general, 'other', 'a.b')?.fate).toBeUndefined();
});

test('only ports that the host has are spoken of, and only the port that was asked for', () => {
  const details = service('shop/details', { ports: [{ port: 9080 }, { port: 443 }] });
  expect(asked({}, 'shop', 'details', details)?.fate?.ports).toEqual([9080]);
  expect(asked({}, 'shop', 'a.b:80')?.fate?.ports).toEqual([80]);
  expect(asked({}, 'shop', 'a.b:81')?.fate).toBeUndefined();
});
