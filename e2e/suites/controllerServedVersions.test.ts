import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubeObject } from '../harness/api/KubeObject.js';
import { istioCrds } from '../harness/control/installCrds.js';
import { fenceObject, namespaceObject, serviceObject } from '../harness/controller/bulk.js';
import { FaultProxy } from '../harness/controller/FaultProxy.js';
import { waitFor } from '../harness/process/waitFor.js';
import { Site } from './controller/Site.js';

let site: Site;
let proxy: FaultProxy;

/** As `networking.istio.io/v1` is not served: by an older Istio. */
const inBeta = (definition: KubeObject): KubeObject => {
  const spec = definition['spec'] as unknown as {
    readonly versions: ReadonlyArray<{ readonly name: string }>;
  };
  const versions = spec.versions.map(version => ({ ...version, served: version.name === 'v1beta1' }));
  return { ...definition, spec: { ...spec, versions } };
};

const beta = 'networking.istio.io/v1beta1';
const kinds = ['sidecars', 'virtualservices', 'serviceentries'].map(
  plural => `${plural}.networking.istio.io`
);

const inVersion = (apiVersion: string, name: string): KubeObject => ({
  apiVersion,
  kind: 'Sidecar',
  metadata: { namespace: 'shop', name }
});

beforeAll(async () => {
  site = await Site.start();
  await site.apply([namespaceObject('shop'), serviceObject('shop', 'web'), fenceObject('shop', 'web')]);
  const first = await site.controller();
  await site.untilHosts('shop', 'web', []);
  await first.stop();
  const definitions = (await istioCrds()).filter(({ metadata }) => kinds.includes(metadata.name));
  await site.apply(definitions.map(inBeta));
  await waitFor('v1 to be served no more', async () =>
    (await site.mesh.api.ask('/apis/networking.istio.io/v1/sidecars')).status === 404 ? true : undefined
  );
  proxy = await FaultProxy.start(site.mesh);
  await site.controller({ kubeconfig: await proxy.kubeconfig() });
});
afterAll(async () => {
  await site.stop();
  await proxy.stop();
});

const paths = (): ReadonlyArray<string> =>
  proxy.requests.map(({ path }) => path).filter(path => path.includes('/networking.istio.io/'));

test('where Istio serves v1beta1 alone, that is watched', () => {
  for (const kind of ['sidecars', 'virtualservices', 'serviceentries']) {
    expect(paths().filter(path => path.startsWith(`/apis/${beta}/${kind}?`))).not.toEqual([]);
    expect(paths().filter(path => path.includes(`/v1/${kind}`))).toEqual([]);
  }
});

test('and written; what was written in another version before is as it shall be', async () => {
  await site.apply([fenceObject('shop', 'cart')]);
  const sidecar = await waitFor('a Sidecar', () => site.mesh.get(inVersion(beta, 'cart')));
  expect(sidecar.metadata).toMatchObject({
    managedFields: [{ manager: 'meshfence', operation: 'Apply', apiVersion: beta }]
  });
  const written = proxy.writes({ path: /sidecars/ }).map(({ path }) => path.replace(/\?.*/, ''));
  expect(written).toEqual([`/apis/${beta}/namespaces/shop/sidecars/cart`]);
});
