import { nowhere } from '@meshfence/core';
import type { Labels, Meta, Namespace, Pod, Service, ServiceEntry } from '@meshfence/core';
import { below, random } from './Random.js';
import type { Random } from './Random.js';
import type { Size } from './Size.js';
import { zipf } from './Zipf.js';

/** The metadata of an object that nobody has stored yet. */
export const metaOf = (namespace: string, name: string, labels: Labels.Labels = {}): Meta => ({
  namespace,
  name,
  labels,
  annotations: {},
  uid: undefined,
  ownerReferences: [],
  origin: nowhere
});

/** A stream of its own for each part, so that more of one does not change another. */
export const streamOf = ({ seed }: Size, part: number): Random =>
  random(Math.imul(seed + 1, 0x9e3779b1) + part);

const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, index) => index);

export const namespaceName = (rank: number): string => `team-${rank}`;

export const namespaces = (size: Size): ReadonlyArray<Namespace> =>
  upTo(size.namespaces).map(rank => ({ meta: metaOf('', namespaceName(rank), { tier: `t${rank % 4}` }) }));

const furtherLabels = ['version', 'tier', 'team', 'region', 'zone'] as const;

const labelsOf = (next: Random, name: string, count: number): Labels.Labels => {
  const further = upTo(Math.max(0, count - 1)).map(
    index => [furtherLabels[index] ?? `label-${index}`, `v${below(next, 10)}`] as const
  );
  return Object.fromEntries([['app', name] as const, ...further]);
};

const addressOf = (index: number): string => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

const ports: Service['ports'] = [
  { name: 'http', number: 9080, protocol: 'TCP', appProtocol: undefined },
  { name: 'grpc', number: 9090, protocol: 'TCP', appProtocol: undefined }
];

/** The Services, most of them in few namespaces. */
export const services = (size: Size): ReadonlyArray<Service> => {
  const next = streamOf(size, 1);
  const place = zipf(size.namespaces, 0.8);
  return upTo(size.services).map(index => ({
    meta: metaOf(
      namespaceName(place.draw(next)),
      `svc-${index}`,
      labelsOf(next, `svc-${index}`, size.labels)
    ),
    type: 'ClusterIP',
    selector: { app: `svc-${index}` },
    ports: ports.slice(0, 1 + below(next, 2)),
    addresses: [addressOf(index)],
    headless: false,
    externalName: undefined,
    exportTo: undefined
  }));
};

/** The hosts of the ServiceEntry of one rank: every fourth is a wildcard. */
const externalHosts = (index: number): ReadonlyArray<string> =>
  index % 4 === 3
    ? [`*.saas-${index}.example.com`]
    : [`api-${index}.example.com`, `cdn-${index}.example.net`];

const hasEntries = (size: Size): number => Math.ceil(size.services / 20);

export const serviceEntries = (size: Size): ReadonlyArray<ServiceEntry> => {
  const next = streamOf(size, 2);
  return upTo(hasEntries(size)).map(index => ({
    meta: metaOf(namespaceName(below(next, size.namespaces)), `external-${index}`),
    hosts: externalHosts(index),
    addresses: [],
    endpoints: [],
    ports: [{ name: 'https', number: 443, protocol: 'TLS', appProtocol: undefined }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: undefined
  }));
};

/** An external host that some ServiceEntry of the mesh has, by itself or beneath a wildcard. */
export const externalHost = (next: Random, size: Size): string => {
  const index = below(next, hasEntries(size));
  return index % 4 === 3 ? `tenant-${below(next, 9)}.saas-${index}.example.com` : `api-${index}.example.com`;
};

/** Pods for every tenth Service. */
export const pods = (all: ReadonlyArray<Service>): ReadonlyArray<Pod> =>
  all
    .filter((_, index) => index % 10 === 0)
    .map(({ meta, selector }, index) => ({
      meta: metaOf(meta.namespace, `${meta.name}-0`, selector),
      addresses: [`172.${(index >> 16) & 15}.${(index >> 8) & 255}.${index & 255}`],
      hostNetwork: false,
      phase: 'Running'
    }));
