import { expect, test } from 'vitest';
import { defaultGlobal } from '../../../../src/model/Config.js';
import type { JsonObject } from '../../../../src/model/Json.js';
import { configured, findings, settings } from '../../given/decoded.js';
import { slimeBoot } from '../../given/objects.js';

const global = (fields: JsonObject, spec: JsonObject = {}) => settings({}, { global: fields }, spec).global;
const component = (fields: JsonObject) =>
  settings({}, {}, { component: { globalSidecar: fields } }).globalSidecar;

test('what modules share has the defaults where nobody says otherwise', () => {
  expect(global({})).toMatchObject({ ...defaultGlobal, misc: {}, log: {}, clientGoTokenBucket: {} });
  expect(global({ service: '', istioNamespace: '', slimeNamespace: '', istioRev: '' })).toMatchObject({
    service: 'app',
    istioNamespace: 'istio-system',
    slimeNamespace: 'mesh-operator',
    istioRev: undefined
  });
});

test('what modules share is kept', () => {
  const fields = {
    service: 'k8s-app',
    istioNamespace: 'istio',
    slimeNamespace: 'slime',
    istioRev: 'canary',
    strictRev: true,
    log: { logLevel: 'info' },
    clientGoTokenBucket: { qps: 50 }
  };
  expect(global(fields)).toMatchObject(fields);
});

test("the SlimeBoot's own namespaces are the defaults of the module's", () => {
  const spec = { namespace: 'slime', istioNamespace: 'istio' };
  expect(global({}, spec)).toMatchObject({ slimeNamespace: 'slime', istioNamespace: 'istio' });
  expect(global({ slimeNamespace: 'a', istioNamespace: 'b' }, spec)).toMatchObject({
    slimeNamespace: 'a',
    istioNamespace: 'b'
  });
});

test('misc is a map of texts, whatever YAML made of them', () => {
  expect({ ...global({ misc: { a: 'x', b: false, c: true, d: 8082 } }).misc }).toEqual({
    a: 'x',
    b: 'no',
    c: 'true',
    d: '8082'
  });
});

test('the global-sidecar has ports and replicas of its own, and the rest as it is written', () => {
  expect(component({ enable: true })).toEqual({
    enable: true,
    port: 80,
    probePort: 20_000,
    replicas: 1,
    requestLog: 'failed',
    image: { pullPolicy: undefined, repository: undefined, tag: undefined },
    sidecarInject: { enable: true, mode: 'pod', labels: {}, annotations: {} },
    settings: { enable: true }
  });
  const image = { repository: 'a', tag: 'b' };
  expect(component({ port: '81', probePort: 82, replicas: 3, image })).toMatchObject({
    enable: false,
    port: 81,
    probePort: 82,
    replicas: 3,
    settings: { image }
  });
});

test('a SlimeBoot without a global-sidecar has none', () => {
  expect(settings({}).globalSidecar).toBeUndefined();
  expect(settings({}, {}, { component: {} }).globalSidecar).toBeUndefined();
});

test('the parts that Kubernetes knows are no unknown fields', () => {
  const globalSidecar = {
    type: 'cluster',
    image: {},
    sidecarInject: {},
    resources: {},
    legacyFilterName: true,
    affinity: {},
    tolerations: []
  };
  expect(findings(configured(slimeBoot({}, {}, { component: { globalSidecar } })).diagnostics)).toEqual([]);
});
