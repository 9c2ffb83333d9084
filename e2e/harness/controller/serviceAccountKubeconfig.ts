import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeconfigOf } from '../control/startApiServer.js';
import type { Mesh } from '../Mesh.js';

export interface TokenOptions {
  /** How long it holds; no less than 600. */
  readonly seconds?: number;
  /** The object without which it is worth nothing, such as a Secret of the same namespace. */
  readonly boundTo?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly uid?: string;
  };
}

/** A token of a service account, as the kubelet would ask for it. */
export const serviceAccountToken = async (
  { api }: Mesh,
  namespace: string,
  name: string,
  { boundTo, seconds = 3600 }: TokenOptions = {}
): Promise<string> => {
  const spec = {
    expirationSeconds: seconds,
    ...(boundTo === undefined ? {} : { boundObjectRef: { ...boundTo } })
  };
  const { status } = await api.json<{ status: { token: string } }>(
    `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
    { method: 'POST', body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec } }
  );
  return status.token;
};

/** A kubeconfig file of a service account: whoever uses it may do what its roles permit, and nothing else. */
export const serviceAccountKubeconfig = async (
  mesh: Mesh,
  namespace: string,
  name: string,
  options: TokenOptions = {}
): Promise<string> => {
  const token = await serviceAccountToken(mesh, namespace, name, options);
  const file = join(mesh.workplace.folder, `${namespace}-${name}-${Date.now()}.kubeconfig`);
  await writeFile(file, kubeconfigOf({ ...mesh.api.access, token }), { mode: 0o600 });
  return file;
};
