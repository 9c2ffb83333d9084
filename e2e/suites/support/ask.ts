import { expect } from 'vitest';
import type { JsonObject } from '@meshfence/core';
import type { AccessLogEntry } from '../../harness/ask/accessLog.js';
import type { CallOptions, Response } from '../../harness/ask/call.js';
import type { Mesh } from '../../harness/Mesh.js';
import type { Pod } from '../../harness/pod/Pod.js';
import { waitFor } from '../../harness/process/waitFor.js';

/** A request as its caller, the caller's proxy and the callee saw it. */
export interface Seen {
  readonly status: number;
  readonly path: string;
  /** Which cluster and route the caller's proxy chose. */
  readonly cluster: string | null;
  readonly route: string | null;
  /** Who answered; undefined where no application did. */
  readonly by: string | undefined;
  /** The Host that arrived. */
  readonly host: string | undefined;
  /** All headers that arrived. */
  readonly headers: Readonly<Record<string, string>>;
  readonly response: Response;
  /** Envoy's own words on how it ended. */
  readonly why: string;
}

export interface AskOptions extends CallOptions {
  readonly path?: string;
  /** The Host of the request, where it is not the URL's. */
  readonly authority?: string | undefined;
}

let asked = 0;

/** A path that no other request has. */
export const freshPath = (): string => `/ask-${(asked += 1)}`;

/** What a pod's proxy wrote down about a request, on its way to some cluster. */
export const logged = (
  mesh: Mesh,
  pod: Pod,
  path: string,
  isMeant = (_entry: AccessLogEntry): boolean => true
): Promise<AccessLogEntry> =>
  waitFor(
    `the access log of ${pod.name} to have ${path}`,
    async () => (await mesh.accessLog(pod)).find(each => each.path === path && isMeant(each)),
    { seconds: 5 }
  );

/** What the global-sidecar's proxy did with a request when it went out again. */
export const loggedOnward = (mesh: Mesh, globalSidecar: Pod, path: string): Promise<AccessLogEntry> =>
  logged(mesh, globalSidecar, path, ({ cluster }) => cluster?.startsWith('inbound|') !== true);

const own = /^(slime-|x-meshfence-)/;

/** The headers of meshfence's that reached an application: there should be none. */
export const ownHeaders = (headers: Readonly<Record<string, string>>): ReadonlyArray<string> =>
  Object.keys(headers).filter(name => own.test(name));

const withHost = ({ authority, headers = {}, ...rest }: AskOptions): AskOptions => ({
  ...rest,
  headers: authority === undefined ? headers : { ...headers, Host: authority }
});

/** Asks, by a URL without a path. No application may see a header of meshfence's. */
export const ask = async (mesh: Mesh, pod: Pod, url: string, options: AskOptions = {}): Promise<Seen> => {
  const path = options.path ?? freshPath();
  const response = await mesh.call(pod, `${url}${path}`, withHost(options));
  const { cluster, details, flags, route } = await logged(mesh, pod, path);
  const heard = response.json as JsonObject | undefined;
  const headers = (heard?.['headers'] ?? {}) as Readonly<Record<string, string>>;
  expect(ownHeaders(headers)).toEqual([]);
  const { by, host } = (heard ?? {}) as { by?: string; host?: string };
  const why = `${details} ${flags} ${response.body.slice(0, 200)}`;
  return { status: response.status, path, cluster, route, by, host, headers, response, why };
};
