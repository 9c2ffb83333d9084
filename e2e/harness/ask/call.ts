import type { Json } from '@meshfence/core';
import { addressesOf } from '../network/addressesOf.js';
import type { Hosts, Names } from '../network/addressesOf.js';
import type { Pod } from '../pod/Pod.js';
import { run } from '../process/run.js';

export interface CallOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** HTTP/2 from the first byte on, without TLS. */
  readonly http2?: boolean;
  /** In seconds. */
  readonly timeout?: number;
  /** Addresses of names that the cluster does not know, or is not to be asked about. */
  readonly hosts?: Hosts;
}

export interface Response {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body, if it is JSON. */
  readonly json: Json | undefined;
  readonly seconds: number;
  readonly httpVersion: string;
  /** Why there was no answer, in curl's words. */
  readonly error: string | undefined;
}

interface Measured {
  readonly http_code: number;
  readonly http_version: string;
  readonly time_total: number;
  readonly errormsg: string | null;
}

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

/** Curl speaks of each header as of a list; the first is meant. */
const firsts = (headers: Readonly<Record<string, ReadonlyArray<string>>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, [value = '']]) => [name.toLowerCase(), value]));

const connection = (names: Names, pod: Pod, url: string): ReadonlyArray<string> => {
  const { hostname, port, protocol } = new URL(url);
  const [address] = addressesOf(names, hostname, pod.namespace);
  if (address === undefined)
    throw new Error(`Nobody knows an address of ${hostname}: give one by \`hosts\`.`);
  const at = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return ['--connect-to', `${hostname}:${at}:${address}:${at}`];
};

const general = [
  '--silent',
  '--insecure',
  '--noproxy',
  '*',
  '--write-out',
  '%{stderr}%{json}\n%{header_json}'
];

const argvOf = (names: Names, pod: Pod, url: string, options: CallOptions): ReadonlyArray<string> => {
  const { method = 'GET', headers = {}, body, http2 = false, timeout = 15 } = options;
  return [
    'curl',
    ...general,
    ...connection(names, pod, url),
    '--max-time',
    String(timeout),
    http2 ? '--http2-prior-knowledge' : '--http1.1',
    ...(method === 'HEAD' ? ['--head'] : ['--request', method]),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    // An empty expectation: curl would otherwise wait for 100 Continue with larger bodies.
    ...(body === undefined ? [] : ['--header', 'Expect:', '--data-binary', '@-']),
    url
  ];
};

/** One request from inside a pod, sent by curl; names mean what they would mean to the pod. */
export const call = async (names: Names, pod: Pod, url: string, options: CallOptions): Promise<Response> => {
  const argv = pod.network.inside(argvOf(names, pod, url, options));
  const { stdout, stderr } = await run(argv, options.body === undefined ? {} : { input: options.body });
  const end = stderr.indexOf('\n');
  const measured = JSON.parse(stderr.slice(0, end)) as Measured;
  const body = stdout.toString();
  return {
    status: measured.http_code,
    headers: firsts(JSON.parse(stderr.slice(end)) as Record<string, ReadonlyArray<string>>),
    body,
    json: parsed(body),
    seconds: measured.time_total,
    httpVersion: measured.http_version,
    error: measured.errormsg ?? undefined
  };
};
