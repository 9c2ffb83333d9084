import { mkdir, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Objects } from '../api/objects.js';
import type { Container, PodTemplate, Volume } from './PodTemplate.js';

/** Where each of a pod's volumes is on this machine. */
export type Volumes = ReadonlyMap<string, string>;

/** The data of a ConfigMap. */
export const readConfigMap = async (
  { api }: Objects,
  namespace: string,
  name: string
): Promise<Readonly<Record<string, string>>> => {
  const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
  return (await api.json<{ data?: Record<string, string> }>(path)).data ?? {};
};

const makeVolume = async (
  objects: Objects,
  namespace: string,
  folder: string,
  volume: Volume
): Promise<void> => {
  const { configMap, emptyDir, name } = volume;
  if (configMap === undefined && emptyDir === undefined)
    throw new Error(`Volume ${name} is neither a ConfigMap nor an emptyDir: the harness knows no others.`);
  await mkdir(folder, { recursive: true });
  if (emptyDir !== undefined) await chmod(folder, 0o777);
  const data = configMap === undefined ? {} : await readConfigMap(objects, namespace, configMap.name);
  for (const [key, text] of Object.entries(data)) await writeFile(join(folder, key), text);
};

/** Writes a pod's volumes to a folder. */
export const makeVolumes = async (objects: Objects, pod: PodTemplate, folder: string): Promise<Volumes> => {
  const volumes = new Map<string, string>();
  for (const volume of pod.spec.volumes ?? []) {
    volumes.set(volume.name, join(folder, volume.name));
    await makeVolume(objects, pod.metadata.namespace, join(folder, volume.name), volume);
  }
  return volumes;
};

/** Text in which a container's mount paths stand for the volumes on this machine. */
export const rewritePaths = (text: string, { volumeMounts = [] }: Container, volumes: Volumes): string =>
  [...volumeMounts]
    .sort((a, b) => b.mountPath.length - a.mountPath.length)
    .reduce((sofar, { name, mountPath, subPath }) => {
      const folder = volumes.get(name);
      if (folder === undefined) throw new Error(`There is no volume ${name} to be mounted at ${mountPath}.`);
      return sofar.replaceAll(mountPath, subPath === undefined ? folder : join(folder, subPath));
    }, text);
