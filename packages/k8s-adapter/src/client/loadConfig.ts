import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { Access, Environment } from './Access.js';
import { readKubeconfig } from './readKubeconfig.js';

const here: Environment = { env: process.env, root: '' };

/** Where a pod finds its token; the rest is beside it. */
const podToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** The files that kubectl would look into: those of $KUBECONFIG that are there, or else the one at home. */
const usualFiles = ({ env: { KUBECONFIG = '', HOME = '' } }: Environment): ReadonlyArray<string> =>
  (KUBECONFIG === '' ? [join(HOME, '.kube', 'config')] : KUBECONFIG.split(delimiter)).filter(
    file => file !== '' && existsSync(file)
  );

type Named = { readonly name: string };

/** The first of a name counts, as with kubectl. */
const firstOfEach = <A extends Named>(all: ReadonlyArray<A>): Array<A> =>
  all.filter(({ name }, index) => all.findIndex(each => each.name === name) === index);

const merged = (configs: ReadonlyArray<KubeConfig>): KubeConfig => {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: firstOfEach(configs.flatMap(({ clusters }) => clusters)),
    contexts: firstOfEach(configs.flatMap(({ contexts }) => contexts)),
    users: firstOfEach(configs.flatMap(({ users }) => users)),
    currentContext: configs.map(({ currentContext }) => currentContext).find(Boolean)
  });
  return config;
};

const inPod = ({ env, root }: Environment): KubeConfig | undefined => {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '' } = env;
  if (host === '' || !existsSync(`${root}${podToken}`)) return undefined;
  const config = new KubeConfig();
  config.loadFromCluster(root);
  // client-node asks the process' own environment, and takes some ports for a sign that there is no TLS.
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port === '' ? '443' : port}`;
  config.clusters = config.clusters.map(cluster => ({ ...cluster, server }));
  return config;
};

const found = ({ kubeconfig }: Access, environment: Environment): KubeConfig => {
  if (kubeconfig !== undefined) return readKubeconfig(kubeconfig);
  const files = usualFiles(environment);
  const config = files.length > 0 ? merged(files.map(readKubeconfig)) : inPod(environment);
  if (config === undefined)
    throw new Error(
      'no cluster is known: give a kubeconfig (--kubeconfig, $KUBECONFIG or ~/.kube/config), or run in a pod with a service account'
    );
  return config;
};

/** What could not work with any request is found at once. */
const check = (config: KubeConfig): void => {
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error(`there is no cluster in the context "${config.getCurrentContext()}"`);
  if (config.getCurrentUser() === null)
    throw new Error(`there is no user in the context "${config.getCurrentContext()}"`);
  const { proxyUrl = '', server, skipTLSVerify } = cluster;
  if (server.startsWith('http:') && !skipTLSVerify)
    throw new Error(`${server} is without TLS: write https, or insecure-skip-tls-verify: true beside it`);
  if (proxyUrl !== '' && !/^(?:https?|socks5h?):/.test(proxyUrl))
    throw new Error(`the proxy-url ${proxyUrl} is of no known kind: http, https and socks5 are`);
};

/**
 * The kubeconfig for an access.
 *
 * @throws an Error with the reason where there is none, where it cannot be read, or names no cluster.
 */
export const loadConfig = (access: Access, environment = here): KubeConfig => {
  const config = found(access, environment);
  if (access.context !== undefined) config.setCurrentContext(access.context);
  check(config);
  return config;
};
