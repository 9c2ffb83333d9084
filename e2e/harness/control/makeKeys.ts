import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apiAddress, nodeAddress } from '../network/Node.js';
import { must } from '../process/run.js';
import type { Workplace } from './Workplace.js';

/** Files with what proves who somebody is. */
export interface Keys {
  readonly certificate: string;
  readonly key: string;
  readonly serviceAccounts: string;
  readonly tokens: string;
  /** The administrator's token. */
  readonly token: string;
}

const names = [
  `IP:${nodeAddress}`,
  `IP:${apiAddress}`,
  'IP:127.0.0.1',
  'DNS:localhost',
  'DNS:kubernetes.default',
  'DNS:kubernetes.default.svc',
  'DNS:kubernetes.default.svc.cluster.local'
];

/** A certificate for these names that is its own authority: two files. */
export const makeCertificate = async (
  { folder }: Pick<Workplace, 'folder'>,
  name: string,
  forNames: ReadonlyArray<string>
): Promise<Pick<Keys, 'certificate' | 'key'>> => {
  const [certificate, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];
  const subject = ['-subj', '/CN=e2e', '-addext', `subjectAltName=${forNames.join(',')}`];
  await must(['openssl', 'req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate]);
  return { certificate, key };
};

/** A certificate of the API server that is its own authority, a key for service account tokens, and a token. */
export const makeKeys = async (workplace: Workplace): Promise<Keys> => {
  const { folder } = workplace;
  const serviceAccounts = join(folder, 'accounts.key');
  const tokens = join(folder, 'tokens.csv');
  const token = randomBytes(16).toString('hex');
  const pair = await makeCertificate(workplace, 'api', names);
  await must(['openssl', 'genrsa', '-out', serviceAccounts, '2048']);
  await writeFile(tokens, `${token},admin,admin,"system:masters"\n`);
  return { ...pair, serviceAccounts, tokens, token };
};
