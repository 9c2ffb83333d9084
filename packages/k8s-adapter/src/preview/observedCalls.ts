import type { Json } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { inWords, isRefusal } from '../client/Refusal.js';
import { objectPath } from '../discovery/Resource.js';
import { leaseOf, leases } from '../lead/Lease.js';
import type { LeaseName } from '../lead/Lease.js';

/** Which controller is asked: the pod that holds a Lease, on its auxiliary port. */
export interface Asked {
  readonly client: Client;
  readonly lease: LeaseName;
  readonly port: number;
  /** Whose callers matter; undefined where all of them do, which in a large mesh are many. */
  readonly namespace: string | undefined;
}

/** What a controller has observed, as an EdgeList; or why it is not known, and what would help. */
export type Observed =
  | { readonly _tag: 'Known'; readonly pod: string; readonly edges: Json }
  | { readonly _tag: 'Unknown'; readonly why: string; readonly remedy: string };

/** Nobody waits long for what is only a part of an answer. Milliseconds. */
const timeout = 10_000;

const podName = /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/;

const unknown = (why: string, remedy: string): Observed => ({ _tag: 'Unknown', why, remedy });

const right = (verb: string, resource: string, { namespace }: LeaseName): string =>
  `It needs the right to ${verb} ${resource} in namespace ${namespace}.`;

/** Why a request failed, and what would help: a right, or what the question at hand knows. */
const failed = (error: unknown, what: string, ofRight: string, remedy: string): Observed =>
  isRefusal(error, 403)
    ? unknown(`${what}: ${inWords(error)}`, ofRight)
    : unknown(`${what}: ${inWords(error)}`, remedy);

const askLease = ({ client, lease: { name, namespace } }: Asked): Promise<Json> =>
  client.ask({
    path: objectPath(leases, namespace, name),
    timeout
  });

const askPod = async ({ client, lease, namespace, port }: Asked, pod: string): Promise<Observed> => {
  const where = `/api/v1/namespaces/${encodeURIComponent(lease.namespace)}/pods/http:${pod}:${port}/proxy/edges${namespace === undefined ? '' : `?namespace=${encodeURIComponent(namespace)}`}`;
  try {
    return { _tag: 'Known', pod, edges: await client.ask({ path: where, timeout }) };
  } catch (error) {
    const what = `pod ${lease.namespace}/${pod} does not tell`;
    const remedy = `See that it runs, and answers on port ${port}.`;
    return failed(error, what, right('get', 'pods/proxy', lease), remedy);
  }
};

/**
 * What the controller that leads has observed, asked through the API server, with the user's own rights.
 *
 * Never rejects: whoever asks has other things to say as well.
 */
export const observedCalls = async (asked: Asked): Promise<Observed> => {
  const { lease } = asked;
  const what = `Lease ${lease.namespace}/${lease.name}`;
  const other = 'Another Lease is named by --lease and --lease-namespace.';
  try {
    const holder = leaseOf(await askLease(asked))?.holder ?? '';
    if (holder === '') return unknown(`nobody holds the ${what}`, 'See that the controller runs.');
    if (!podName.test(holder))
      return unknown(`the holder of the ${what} is no pod`, 'Only a controller in a pod can be asked.');
    return await askPod(asked, holder);
  } catch (error) {
    return isRefusal(error, 404)
      ? unknown(`there is no ${what}: no controller has led by it`, other)
      : failed(error, `the ${what} cannot be read`, right('get', 'leases', lease), other);
  }
};
