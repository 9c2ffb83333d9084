import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Deployment, Named } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { mapping, optional, defaulted, text, unknown, boolean } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields } from '../field.js';
import { decodeItems } from '../items.js';
import type { ItemOf } from '../items.js';
import { anything, count, named } from './deploymentCodecs.js';
import { imageAt } from './image.js';
import { mappingAt } from './mappingAt.js';
import { objectName, validLabels } from './metadataCodecs.js';
import { resources } from './resources.js';
import { servicePorts } from './servicePorts.js';
import { volumeMounts } from './volumeMounts.js';

const plain = {
  replicaCount: defaulted(count, 1),
  nodeSelector: validLabels,
  resources: mapping(unknown),
  affinity: mapping(unknown),
  podSecurityContext: mapping(unknown),
  containerSecurityContext: mapping(unknown),
  image: mapping(unknown),
  service: mapping(unknown),
  serviceAccount: mapping(unknown)
} as const;

const account = { create: defaulted(boolean, true), name: optional(objectName) } as const;

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** Kubernetes takes texts only; `value: 8080` is meant as one. */
const variable = (entry: Named): Named => {
  const { value } = entry;
  return typeof value === 'number' || typeof value === 'boolean' ? { ...entry, value: String(value) } : entry;
};

/** The lists under `spec`, each item on its own: one that cannot be read costs itself only. */
const lists = (document: Document, spec: JsonObject) => {
  const diagnostics: Array<ReadonlyArray<Diagnostic>> = [];
  const items = <A>(name: string, of: ItemOf<A>): ReadonlyArray<A> => {
    const read = decodeItems(document, ['spec', name], spec[name], of);
    diagnostics.push(read.diagnostics);
    return read.value.map(each => each.value);
  };
  const value = {
    args: items('args', { codec: text }),
    env: items('env', { codec: named }).map(variable),
    volumes: items('volumes', { codec: named }),
    imagePullSecrets: items('imagePullSecrets', { codec: named }),
    tolerations: items('tolerations', { codec: anything })
  };
  return { value, diagnostics: diagnostics.flat() };
};

/** The controller's workload: the fields of the spec itself, with defaults for what is missing or cannot be used. */
export const deployment = (document: Document, spec: JsonObject): Diagnosed<Deployment> => {
  const read = decodeFields(document, ['spec'], spec, plain);
  const listed = lists(document, spec);
  const pulled = imageAt(document, ['spec', 'image'], read.value.image);
  const runsAs = mappingAt(document, ['spec', 'serviceAccount'], read.value.serviceAccount, account);
  const given = resources(document, ['spec', 'resources'], read.value.resources as JsonObject);
  const ports = servicePorts(document, read.value.service);
  const volumes = new Set(listed.value.volumes.map(({ name }) => name));
  const mounts = volumeMounts(document, spec, volumes);
  const mappings = read.value as Readonly<Record<string, Json>>;
  const part = (name: string): JsonObject => mappings[name] as JsonObject;
  return {
    value: {
      image: pulled.value,
      replicaCount: read.value.replicaCount,
      service: ports.value,
      serviceAccount: { create: runsAs.value.create, name: filled(runsAs.value.name) },
      ...listed.value,
      volumeMounts: mounts.value,
      nodeSelector: read.value.nodeSelector,
      resources: given.value,
      affinity: part('affinity'),
      podSecurityContext: part('podSecurityContext'),
      containerSecurityContext: part('containerSecurityContext')
    },
    diagnostics: [read, listed, pulled, runsAs, given, ports, mounts].flatMap(each => each.diagnostics)
  };
};
