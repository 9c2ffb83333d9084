import type { Mesh } from '../../harness/Mesh.js';

/** The address of a Service, by `namespace/name`. */
export const clusterIpOf = async (mesh: Mesh, key: string): Promise<string> => {
  const [namespace = '', name = ''] = key.split('/');
  const found = await mesh.get({ apiVersion: 'v1', kind: 'Service', metadata: { namespace, name } });
  const { clusterIP } = (found?.['spec'] ?? {}) as { readonly clusterIP?: string };
  if (clusterIP === undefined) throw new Error(`There is no Service ${key}, or it has no address.`);
  return clusterIP;
};
