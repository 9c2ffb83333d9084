import type { JsonObject } from '@meshfence/core';
import { load } from 'js-yaml';
import type { Objects } from '../api/objects.js';
import type { PodTemplate } from './PodTemplate.js';
import { readConfigMap } from './volumes.js';

interface NamespaceObject {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
}

/** Whether Istio's injector would put a proxy beside a pod: the pod's own word comes before its namespace's. */
export const isInjected = async ({ api }: Objects, { metadata }: PodTemplate): Promise<boolean> => {
  const own =
    metadata.labels?.['sidecar.istio.io/inject'] ?? metadata.annotations?.['sidecar.istio.io/inject'];
  if (own !== undefined) return own === 'true';
  const namespace = await api.json<NamespaceObject>(`/api/v1/namespaces/${metadata.namespace}`);
  const { 'istio-injection': injection, 'istio.io/rev': revision } = namespace.metadata.labels ?? {};
  return injection === 'enabled' || (injection === undefined && revision !== undefined);
};

/** The piece of bootstrap that a pod wants to be merged into its proxy's. */
export const bootstrapOverride = async (
  objects: Objects,
  { metadata }: PodTemplate
): Promise<JsonObject | undefined> => {
  const name = metadata.annotations?.['sidecar.istio.io/bootstrapOverride'];
  if (name === undefined) return undefined;
  const { 'custom_bootstrap.json': text } = await readConfigMap(objects, metadata.namespace, name);
  if (text === undefined) throw new Error(`ConfigMap ${name} has no custom_bootstrap.json.`);
  return JSON.parse(text) as JsonObject;
};

interface ProxyConfig {
  readonly proxyMetadata?: Readonly<Record<string, string>>;
}

/** The variables that a pod gives to its proxy, and those of them that Istio's agent turns into node metadata. */
export const proxyMetadata = ({
  metadata
}: PodTemplate): { readonly env: Readonly<Record<string, string>>; readonly metadata: JsonObject } => {
  const config = load(metadata.annotations?.['proxy.istio.io/config'] ?? '{}') as ProxyConfig;
  const env = config.proxyMetadata ?? {};
  const named = Object.entries(env).filter(([name]) => name.startsWith('ISTIO_META_'));
  return {
    env,
    metadata: Object.fromEntries(named.map(([name, value]) => [name.slice('ISTIO_META_'.length), value]))
  };
};
