import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '@meshfence/core';
import { loadAll } from 'js-yaml';
import type { KubeObject } from '../../harness/api/KubeObject.js';

/** A ServiceFence or a SlimeBoot as somebody wrote it, or as a cluster gave it. */
export interface OwnManifest {
  readonly file: string;
  readonly object: KubeObject;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folders = ['examples', 'corpus', 'packages/core/test/tutorial'];

const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(?:ya?ml|json)$/.test(file))
    .map(file => join(folder, file))
    .sort();

const isMapping = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOwn = (value: Json): value is KubeObject =>
  isMapping(value) &&
  (value['kind'] === 'ServiceFence' || value['kind'] === 'SlimeBoot') &&
  isMapping(value['metadata'] ?? null) &&
  typeof (value['metadata'] as JsonObject)['name'] === 'string';

/** Every such object, wherever it stands: in a stream, a list, or a step of a recorded case. */
const within = (value: Json): ReadonlyArray<KubeObject> => {
  if (isOwn(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value as JsonObject).flatMap(within);
};

/** What a cluster has put into an object; nobody may apply that. */
const withoutTraces = ({ metadata, ...rest }: KubeObject): KubeObject => {
  const { annotations, labels, name, namespace } = metadata;
  const kept = Object.entries({ annotations, labels, name, namespace }).filter(
    ([, value]) => value !== undefined
  );
  return { ...rest, metadata: Object.fromEntries(kept) } as KubeObject;
};

/** The SlimeBoot that a recorded case ran with. */
const ofCase = (value: Json): ReadonlyArray<KubeObject> => {
  const config = isMapping(value) ? value['config'] : undefined;
  if (config === undefined || !isMapping(config) || !isMapping(config['general'] ?? null)) return [];
  return [
    {
      apiVersion: 'config.netease.com/v1alpha1',
      kind: 'SlimeBoot',
      metadata: { name: 'lazyload', namespace: 'mesh-operator' },
      spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true, ...config }] }
    }
  ];
};

const manifestsOf = (file: string): ReadonlyArray<OwnManifest> =>
  (loadAll(readFileSync(file, 'utf8')) as ReadonlyArray<Json>)
    .flatMap(value => [...within(value), ...ofCase(value)])
    .map(object => ({ file: relative(root, file), object: withoutTraces(object) }));

/** Every ServiceFence and SlimeBoot of the examples, of the recorded cases and of the documentation of Slime. */
export const ownManifests: ReadonlyArray<OwnManifest> = folders
  .map(folder => join(root, folder))
  .flatMap(filesBelow)
  .flatMap(manifestsOf);
