import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kubeconfigOf } from '../control/startApiServer.js';
import type { Mesh } from '../Mesh.js';
import { freePort } from '../process/freePort.js';
import { startProcess } from '../process/Process.js';
import { controllerOf } from './Controller.js';
import type { Controller } from './Controller.js';
import { writeEdges } from './EdgesFile.js';
import type { EdgeEntry } from './EdgesFile.js';

export type { Controller, LogLine } from './Controller.js';
export type { EdgeEntry } from './EdgesFile.js';

export interface ControllerOptions {
  /** More arguments. */
  readonly args?: ReadonlyArray<string>;
  /** A kubeconfig file; the administrator's where nothing is said. */
  readonly kubeconfig?: string;
  /** Or the token of whoever it is. */
  readonly token?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Observed calls that are known from the start. */
  readonly edges?: ReadonlyArray<EdgeEntry>;
  /** The name of its files; a number is added to it. */
  readonly name?: string;
  /** Whether to wait until it is ready: not where that cannot be. */
  readonly ready?: boolean;
  /** Another program in its place. */
  readonly program?: ReadonlyArray<string>;
}

/** What is run: Node and the command. */
export const program: ReadonlyArray<string> = [
  process.execPath,
  fileURLToPath(new URL('../../../packages/cli/bin/meshfence.js', import.meta.url))
];

const kubeconfigFile = async (
  mesh: Mesh,
  file: string,
  { kubeconfig, token }: ControllerOptions
): Promise<string> => {
  if (token === undefined) return kubeconfig ?? mesh.control.apiServer.kubeconfig;
  await writeFile(file, kubeconfigOf({ ...mesh.api.access, token }), { mode: 0o600 });
  return file;
};

/** One that does not become ready is nobody's to stop. */
const orStop = async (controller: Controller): Promise<void> => {
  try {
    await controller.ready();
  } catch (error) {
    await controller.stop();
    throw error;
  }
};

let count = 0;

/** Starts `meshfence controller`. The caller stops it, before the mesh. */
export const startController = async (mesh: Mesh, options: ControllerOptions = {}): Promise<Controller> => {
  count += 1;
  const { folder, logs } = mesh.workplace;
  const name = `${options.name ?? 'controller'}-${count}`;
  const [port, edgesFile] = [await freePort(), join(folder, `${name}-edges.json`)];
  const setEdges = (edges: ReadonlyArray<EdgeEntry>): Promise<void> => writeEdges(edgesFile, edges);
  await setEdges(options.edges ?? []);
  const argv = [
    ...(options.program ?? program),
    'controller',
    '--kubeconfig',
    await kubeconfigFile(mesh, join(folder, `${name}.kubeconfig`), options),
    '--auxiliary-address',
    '127.0.0.1',
    '--auxiliary-port',
    String(port),
    // Two controllers may observe in one network.
    '--log-source-port',
    '0',
    '--edges',
    edgesFile,
    ...(options.args ?? [])
  ];
  const started = startProcess({ name, argv, folder: logs, graceSeconds: 10, env: options.env ?? {} });
  const controller = controllerOf(started, port, setEdges);
  if (options.ready ?? true) await orStop(controller);
  return controller;
};
