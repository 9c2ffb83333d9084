import { readFile } from 'node:fs/promises';
import type { Proxy } from '../pod/startProxy.js';

/** What an Envoy wrote about a request or a connection. What does not apply is null or "-". */
export interface AccessLogEntry {
  readonly authority: string | null;
  readonly method: string | null;
  readonly path: string | null;
  readonly status: number;
  readonly details: string | null;
  readonly flags: string;
  readonly protocol: string | null;
  readonly route: string | null;
  readonly cluster: string | null;
  readonly upstream: string | null;
  readonly downstreamLocal: string | null;
  readonly downstreamRemote: string | null;
  readonly requestedServerName: string | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** All entries so far; they are written when a request has ended, some 50 ms later. */
export const accessLog = async ({ process }: Proxy): Promise<ReadonlyArray<AccessLogEntry>> =>
  (await readFile(process.output, 'utf8'))
    .split('\n')
    .filter(line => line.startsWith('{') && line.endsWith('}'))
    .map(line => JSON.parse(line) as AccessLogEntry);
