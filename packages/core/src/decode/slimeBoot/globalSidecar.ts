import type { Diagnosed } from '../../Diagnosed.js';
import type { GlobalSidecarComponent, RequestLog, SidecarInject } from '../../model/Config.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { boolean, defaulted, list, mapping, numeric, string, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import type { Values } from '../field.js';
import { count, word } from './deploymentCodecs.js';
import { imageAt } from './image.js';
import { mappingAt } from './mappingAt.js';
import { validAnnotations, validLabels } from './metadataCodecs.js';
import { resources } from './resources.js';

const path = ['spec', 'component', 'globalSidecar'];

const fields = {
  enable: defaulted(boolean, false),
  port: defaulted(numeric, 80),
  probePort: defaulted(numeric, 20_000),
  replicas: defaulted(count, 1),
  requestLog: defaulted(word('"failed", "all" or "none"', ['failed', 'all', 'none']), 'failed'),
  namespace: list(string),
  image: mapping(unknown),
  sidecarInject: mapping(unknown),
  resources: mapping(unknown),
  affinity: mapping(unknown),
  tolerations: list(mapping(unknown))
} as const;

/** Read elsewhere, or by nobody. */
const others = ['type', 'legacyFilterName'];

const injection = {
  enable: defaulted(boolean, true),
  mode: defaulted(word('"pod" or "namespace"', ['pod', 'namespace']), 'pod'),
  labels: validLabels,
  annotations: validAnnotations
} as const;

const toInject = ({ mode, ...rest }: Values<typeof injection>): SidecarInject => ({
  ...rest,
  mode: mode === 'namespace' ? 'namespace' : 'pod'
});

/** What can be used of the settings that are Kubernetes' business, in place of what was written. */
const usable = (settings: JsonObject, read: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) =>
      ['resources', 'affinity', 'tolerations'].includes(name) && value !== null
        ? [name, read[name] as Json]
        : [name, value]
    )
  );

/** `spec.component.globalSidecar`, and the namespaces that the older form lists there. */
export const globalSidecar = (
  document: Document,
  settings: JsonObject
): Diagnosed<{ readonly component: GlobalSidecarComponent; readonly namespaces: ReadonlyArray<string> }> => {
  const read = decodeFields(document, path, settings, fields);
  const { enable, port, probePort, replicas, requestLog } = read.value;
  const pulled = imageAt(document, [...path, 'image'], read.value.image);
  const injected = mappingAt(document, [...path, 'sidecarInject'], read.value.sidecarInject, injection);
  const given = resources(document, [...path, 'resources'], read.value.resources as JsonObject);
  const strange = unknownFields(document, path, settings, [...Object.keys(fields), ...others]);
  return {
    value: {
      component: {
        enable,
        port,
        probePort,
        replicas,
        requestLog: requestLog as RequestLog,
        image: pulled.value,
        sidecarInject: toInject(injected.value),
        settings: usable(settings, { ...read.value, resources: given.value })
      },
      namespaces: read.value.namespace
    },
    diagnostics: [read, pulled, injected, given].flatMap(each => each.diagnostics).concat(strange)
  };
};
