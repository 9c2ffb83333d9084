import type { JsonObject } from '@meshfence/core';
import type { LiveMeta, KubeObject } from '../../src/watch/KubeObject.js';

/** A live fence of `shop`; its version is a number. */
export const fence = (
  name: string,
  version: number,
  spec: JsonObject = { enable: true },
  more: Partial<KubeObject> = {}
): KubeObject => ({
  apiVersion: 'microservice.slime.io/v1alpha1',
  kind: 'ServiceFence',
  metadata: { namespace: 'shop', name, uid: `uid-${name}`, resourceVersion: String(version), generation: 1 },
  spec,
  ...more
});

/** A fence that nobody can read. */
export const badFence = (name: string, version: number): KubeObject =>
  fence(name, version, { enable: 'perhaps', host: 7 });

/** A live Sidecar of `shop`. */
export const sidecar = (name: string, version: number, meta: Partial<LiveMeta> = {}): KubeObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { namespace: 'shop', name, uid: `uid-${name}`, resourceVersion: String(version), ...meta },
  spec: { workloadSelector: { labels: { app: name } }, egress: [{ hosts: ['./*'] }] }
});
