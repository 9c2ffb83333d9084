import type { Decode } from './Decode.js';
import { edgeList } from './edgeList/edgeList.js';
import { endpoints, endpointSlice } from './kind/endpointSlice.js';
import { namespace } from './kind/namespace.js';
import { pod } from './kind/pod.js';
import { service } from './kind/service.js';
import { serviceEntry } from './kind/serviceEntry.js';
import { serviceFence } from './kind/serviceFence.js';
import { sidecar } from './kind/sidecar.js';
import { virtualService } from './kind/virtualService.js';
import { slimeBoot } from './slimeBoot/slimeBoot.js';

interface Kind {
  readonly versions: ReadonlyArray<string>;
  readonly decode: Decode;
}

const istio = ['networking.istio.io/v1', 'networking.istio.io/v1beta1', 'networking.istio.io/v1alpha3'];

/** Every kind that bears on scopes, the API versions it is read in, and how. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['SlimeBoot', { versions: ['config.netease.com/v1alpha1'], decode: slimeBoot }],
  ['ServiceFence', { versions: ['microservice.slime.io/v1alpha1'], decode: serviceFence }],
  ['Namespace', { versions: ['v1'], decode: namespace }],
  ['Service', { versions: ['v1'], decode: service }],
  ['ServiceEntry', { versions: istio, decode: serviceEntry }],
  ['VirtualService', { versions: istio, decode: virtualService }],
  ['Sidecar', { versions: istio, decode: sidecar }],
  ['Pod', { versions: ['v1'], decode: pod }],
  ['EndpointSlice', { versions: ['discovery.k8s.io/v1', 'discovery.k8s.io/v1beta1'], decode: endpointSlice }],
  ['Endpoints', { versions: ['v1'], decode: endpoints }],
  ['EdgeList', { versions: ['meshfence.io/v1alpha1'], decode: edgeList }]
]);

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

/** Whether the kind's name is only shared with a kind of another API group (Knative has a Service, too). */
export const isOtherGroup = ({ versions }: Kind, apiVersion: string): boolean =>
  !versions.some(version => groupOf(version) === groupOf(apiVersion));
