import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from './given.js';

/** A folder of keys and certificates, gone after the test. */
export interface Keys {
  readonly path: (name: string) => string;
  readonly read: (name: string) => Buffer;
  /** Writes `NAME.crt` and `NAME.key`, signed by `ca`. */
  readonly issue: (name: string, alternativeName: string) => void;
}

const openssl = (...args: ReadonlyArray<string>): void =>
  void execFileSync('openssl', [...args], { stdio: ['ignore', 'ignore', 'pipe'] });

const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'] as const;

/** Makes an authority (`ca.crt`). */
export const makeKeys = (): Keys => {
  const folder = mkdtempSync(join(tmpdir(), 'meshfence-als-'));
  after(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  openssl('req', '-x509', ...ec, '-subj', '/CN=ca', '-keyout', path('ca.key'), '-out', path('ca.crt'));
  return {
    path,
    read: name => readFileSync(path(name)),
    issue: (name, alternativeName) => {
      const [key, request, extensions] = [path(`${name}.key`), path(`${name}.csr`), path(`${name}.ext`)];
      writeFileSync(extensions, `subjectAltName=${alternativeName}\n`);
      openssl('req', ...ec.slice(0, -2), '-subj', `/CN=${name}`, '-keyout', key, '-out', request);
      const signer = ['-CA', path('ca.crt'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '1'];
      openssl('x509', '-req', '-in', request, ...signer, '-extfile', extensions, '-out', path(`${name}.crt`));
    }
  };
};
