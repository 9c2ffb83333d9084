import { expect, test } from 'vitest';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { JsonObject } from '../../../src/model/Json.js';
import { endpointSlice, object, pod, service, serviceEntry, sidecar } from '../given/objects.js';

const serviceOf = (spec: JsonObject, annotations: JsonObject = {}) =>
  decodeObjects([service('shop/a', spec, { annotations })]).value.services[0];

test('a Service without a type is a ClusterIP, and without a spec selects nothing', () => {
  expect(serviceOf({})?.type).toBe('ClusterIP');
  expect(decodeObjects([object('v1', 'Service', 'shop/a')]).value.services[0]).toMatchObject({
    type: 'ClusterIP',
    ports: [],
    addresses: [],
    headless: false,
    externalName: undefined
  });
});

test('the addresses of a Service are its cluster IPs, each once', () => {
  expect(serviceOf({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1', 'fd00::1'] })?.addresses).toEqual([
    '10.0.0.1',
    'fd00::1'
  ]);
  expect(serviceOf({ clusterIP: '' })?.addresses).toEqual([]);
});

test('a Service with the cluster IP None is headless and has no address', () => {
  expect(serviceOf({ clusterIP: 'None', clusterIPs: ['None'] })).toMatchObject({
    headless: true,
    addresses: []
  });
  expect(serviceOf({ clusterIP: '10.0.0.1' })?.headless).toBe(false);
});

test('ports are kept with their names and protocols', () => {
  const ports = [{ name: 'http', port: 80, protocol: 'TCP', appProtocol: 'http2' }, { port: '90' }];
  expect(serviceOf({ ports })?.ports).toEqual([
    { name: 'http', number: 80, protocol: 'TCP', appProtocol: 'http2' },
    { name: undefined, number: 90, protocol: undefined, appProtocol: undefined }
  ]);
});

test('who a Service is exported to stands in an annotation', () => {
  const exportTo = (text: string) => serviceOf({}, { 'networking.istio.io/exportTo': text })?.exportTo;
  expect([exportTo('.'), exportTo('a, b,,'), exportTo(''), exportTo(' , ')]).toEqual([
    ['.'],
    ['a', 'b'],
    undefined,
    undefined
  ]);
  expect(serviceOf({})?.exportTo).toBeUndefined();
});

test('an ExternalName is kept', () => {
  expect(serviceOf({ type: 'ExternalName', externalName: 'a.b' })).toMatchObject({
    type: 'ExternalName',
    externalName: 'a.b'
  });
});

test('a ServiceEntry is kept with its hosts, addresses, endpoints, ports and visibility', () => {
  const entry = serviceEntry('shop/e', {
    hosts: ['a.b'],
    addresses: ['10.0.0.0/8'],
    endpoints: [{ address: '10.0.0.1' }, { labels: {} }],
    ports: [{ number: 443, name: 'tls', protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: ['.']
  });
  expect(decodeObjects([entry]).value.serviceEntries[0]).toMatchObject({
    hosts: ['a.b'],
    addresses: ['10.0.0.0/8'],
    endpoints: ['10.0.0.1'],
    ports: [{ name: 'tls', number: 443, protocol: 'TLS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: ['.']
  });
  expect(
    decodeObjects([serviceEntry('shop/e', { hosts: ['a.b'] })]).value.serviceEntries[0]?.exportTo
  ).toBeUndefined();
});

test("a Sidecar's selector may be there, empty, or not there at all", () => {
  const selectorOf = (spec: JsonObject) =>
    decodeObjects([sidecar('shop/s', spec)]).value.sidecars[0]?.selector;
  expect({ ...selectorOf({ workloadSelector: { labels: { app: 'a' } } }) }).toEqual({ app: 'a' });
  expect({ ...selectorOf({ workloadSelector: {} }) }).toEqual({});
  expect(selectorOf({ workloadSelector: {} })).toBeDefined();
  expect(selectorOf({})).toBeUndefined();
});

test('the egress hosts of all listeners of a Sidecar are one list', () => {
  const egress = [{ hosts: ['./*'] }, { port: { number: 80 }, hosts: ['*/a.b'] }];
  expect(decodeObjects([sidecar('shop/s', { egress })]).value.sidecars[0]?.egressHosts).toEqual([
    './*',
    '*/a.b'
  ]);
});

test('a Pod is kept with its addresses, phase and network', () => {
  const running = pod(
    'shop/p',
    { app: 'a' },
    {
      spec: { hostNetwork: true },
      status: { phase: 'Running', podIP: '10.1.0.1', podIPs: [{ ip: '10.1.0.1' }, { ip: 'fd00::2' }] }
    }
  );
  expect(decodeObjects([running]).value.pods[0]).toMatchObject({
    addresses: ['10.1.0.1', 'fd00::2'],
    hostNetwork: true,
    phase: 'Running'
  });
  expect(decodeObjects([object('v1', 'Pod', 'shop/p')]).value.pods[0]).toMatchObject({
    addresses: [],
    hostNetwork: false,
    phase: undefined
  });
});

test('endpoints belong to the Service of a label, or of their own name in the older form', () => {
  const older = object('v1', 'Endpoints', 'shop/b', {
    subsets: [{ addresses: [{ ip: '10.1.0.2' }], notReadyAddresses: [{ ip: '10.1.0.3' }] }]
  });
  const { endpointSlices } = decodeObjects([endpointSlice('shop/a-1', 'a', ['10.1.0.1']), older]).value;
  expect(endpointSlices.map(each => [each.service, each.addresses])).toEqual([
    ['a', ['10.1.0.1']],
    ['b', ['10.1.0.2', '10.1.0.3']]
  ]);
});
