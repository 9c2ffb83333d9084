import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { KubeConfig, loadYaml } from '@kubernetes/client-node';
import type { User } from '@kubernetes/client-node';
import { inWords } from './Refusal.js';

/** A plugin that prints credentials, as a kubeconfig names it. */
interface Exec {
  readonly apiVersion?: string;
  readonly command: string;
  readonly env?: ReadonlyArray<{ readonly name: string; readonly value: string }> | null;
}

/** What client-node leaves out of a user. */
interface RawUser {
  readonly name?: string;
  readonly user?: { readonly tokenFile?: string } | null;
}

const beside = (file: string, path: string): string => (isAbsolute(path) ? path : join(dirname(file), path));

/** Plugins may ask of whom they are asked, and are found beside the file where their path is no mere name. */
const withSurroundings = (file: string, exec: Exec): Exec => {
  const info = { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  const variable = { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) };
  const command = exec.command.includes('/') ? beside(file, exec.command) : exec.command;
  return { ...exec, command, env: [variable, ...(exec.env ?? [])] };
};

/** A user whose token is in a file is read anew now and then; the file goes before a token that is written down. */
const withTokenFile = ({ token: _written, ...user }: User, tokenFile: string): User => ({
  ...user,
  authProvider: { name: 'tokenFile', config: { tokenFile } }
});

const complete = (file: string, user: User, raw: RawUser | undefined): User => {
  const tokenFile = raw?.user?.tokenFile;
  const exec = user.exec as Exec | null | undefined;
  const known = tokenFile === undefined ? user : withTokenFile(user, beside(file, tokenFile));
  return exec === null || exec === undefined ? known : { ...known, exec: withSurroundings(file, exec) };
};

const parse = (file: string): KubeConfig => {
  const config = new KubeConfig();
  config.loadFromFile(file);
  const { users } = loadYaml<{ users?: ReadonlyArray<RawUser> | null }>(readFileSync(file, 'utf8'));
  const rawOf = (user: User): RawUser | undefined => users?.find(({ name }) => name === user.name);
  config.users = config.users.map(user => complete(file, user, rawOf(user)));
  return config;
};

/**
 * One kubeconfig file; paths in it are relative to the file.
 *
 * @throws an Error that names the file.
 */
export const readKubeconfig = (file: string): KubeConfig => {
  try {
    return parse(file);
  } catch (error) {
    throw new Error(`the kubeconfig ${file} cannot be read: ${inWords(error)}`, { cause: error });
  }
};
