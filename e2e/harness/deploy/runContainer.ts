import { chmod } from 'node:fs/promises';
import type { PodNetwork } from '../network/PodNetwork.js';
import { binary } from '../process/Cache.js';
import { startProcess } from '../process/Process.js';
import type { Process } from '../process/Process.js';
import { waitFor } from '../process/waitFor.js';
import { environment } from './environment.js';
import type { Container, PodTemplate } from './PodTemplate.js';
import { rewritePaths } from './volumes.js';
import type { Volumes } from './volumes.js';

/** What a container runs: the local Envoy, with its own arguments. */
const commandOf = ({ name, image, command = [], args = [] }: Container): ReadonlyArray<string> => {
  if (!/envoy|proxyv2/.test(image))
    throw new Error(`Nothing stands in for the image ${image} of container ${name}.`);
  const [first = '', ...rest] = [...command, ...args];
  const named = first === 'envoy' || first.endsWith('/envoy');
  return [binary('envoy'), ...(named || first === '' ? rest : [first, ...rest])];
};

/** Not the proxy's group, whatever else is said: its connections are not redirected. */
const userOf = ({ spec }: PodTemplate, { securityContext }: Container): ReadonlyArray<string> => {
  const user = securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? 0;
  const group = securityContext?.runAsGroup ?? spec.securityContext?.runAsGroup ?? 0;
  if (user === 1337 || group === 1337) throw new Error('User and group 1337 are the proxy itself.');
  return ['setpriv', '--reuid', String(user), '--regid', String(group), '--clear-groups', '--'];
};

const probe = async (container: Container, ip: string, started: Process): Promise<void> => {
  const { httpGet } = container.readinessProbe ?? {};
  if (httpGet === undefined) return;
  const { path = '/', port } = httpGet;
  const number =
    typeof port === 'number' ? port : container.ports?.find(({ name }) => name === port)?.containerPort;
  const url = `http://${ip}:${number}${path}`;
  const ready = async (): Promise<true | undefined> => ((await fetch(url)).ok ? true : undefined);
  await waitFor(`container ${container.name} to be ready`, ready, { needs: [started] });
};

/** Runs a container as a process, and waits until its readiness probe succeeds. */
export const runContainer = async (
  pod: PodTemplate,
  container: Container,
  volumes: Volumes,
  network: PodNetwork,
  folder: string
): Promise<Process> => {
  const command = commandOf(container).map(each => rewritePaths(each, container, volumes));
  const argv = network.inside([...userOf(pod, container), ...command]);
  const env = environment(pod, container, network.ip);
  const started = startProcess({ name: `${container.name}-${network.netns}`, argv, folder, env });
  await chmod(started.log, 0o666);
  await probe(container, network.ip, started);
  return started;
};
