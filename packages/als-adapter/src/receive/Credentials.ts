import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { SecureContextOptions } from 'node:tls';
import { ServerCredentials } from '@grpc/grpc-js';
import type { Metrics } from '../measure/Metrics.js';
import type { Log, TlsFiles } from './Settings.js';

/** Credentials, and how to stop keeping them fresh. */
export interface Kept {
  readonly credentials: ServerCredentials;
  /** Why files cannot be used that are newer; undefined where there is no such trouble. */
  readonly complaint: () => string | undefined;
  readonly stop: () => void;
}

/** How often files are looked at. */
const every = 10_000;

type Context = SecureContextOptions & { readonly cert: Buffer; readonly key: Buffer };

/** What the files say. Rejects where they cannot be read, or do not fit each other. */
const read = async ({ certificate, clientCa, key }: TlsFiles): Promise<Context> => {
  const context = {
    cert: await readFile(certificate),
    key: await readFile(key),
    ...(clientCa === undefined ? {} : { ca: await readFile(clientCa) })
  };
  createSecureContext(context);
  return context;
};

const wordsOf = ({ ca, cert, key }: Context): string => [cert, key, ca].map(String).join('\n');

/** Credentials whose certificates can be replaced; connections that are open go on with theirs. */
class Replaceable extends ServerCredentials {
  constructor(context: Context) {
    const isMutual = context.ca !== undefined;
    super({ requestCert: isMutual, rejectUnauthorized: isMutual, minVersion: 'TLSv1.2' }, context);
  }

  replace(context: Context): void {
    this.updateSecureContextOptions(context);
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

/** Replaces credentials when files have changed. Files that do not fit change nothing, until they do. */
const refreshing = (
  files: TlsFiles,
  first: Context,
  credentials: Replaceable,
  { log, metrics }: { readonly log: Log; readonly metrics: Metrics }
): { readonly refresh: () => Promise<void>; readonly complaint: () => string | undefined } => {
  let words = wordsOf(first);
  let complaint: string | undefined;
  const failed = (error: unknown): void => {
    const next = error instanceof Error ? error.message : String(error);
    if (next === complaint) return;
    complaint = next;
    metrics.certificateLoads.inc({ result: 'failed' });
    log.error('certificates cannot be used: the earlier ones stay', { ...files, error: next });
  };
  const refresh = async (): Promise<void> => {
    try {
      const context = await read(files);
      complaint = undefined;
      if (wordsOf(context) === words) return;
      words = wordsOf(context);
      credentials.replace(context);
      metrics.certificateLoads.inc({ result: 'done' });
      log.info('certificates are replaced', { certificate: files.certificate });
    } catch (error) {
      failed(error);
    }
  };
  return { refresh, complaint: () => complaint };
};

const none: Kept = {
  credentials: ServerCredentials.createInsecure(),
  complaint: () => undefined,
  stop: () => undefined
};

/** Credentials of files, or none. Rejects with what is wrong with the files. */
export const keepCredentials = async (
  files: TlsFiles | undefined,
  parts: { readonly log: Log; readonly metrics: Metrics },
  interval = every
): Promise<Kept> => {
  if (files === undefined) return none;
  const context = await read(files).catch((error: unknown) => {
    throw new Error(
      `Cannot use the certificate ${files.certificate} with the key ${files.key}: ${String(error)}`,
      { cause: error }
    );
  });
  const credentials = new Replaceable(context);
  const { complaint, refresh } = refreshing(files, context, credentials, parts);
  const timer = setInterval(() => void refresh(), interval);
  return { credentials, complaint, stop: () => clearInterval(timer) };
};
