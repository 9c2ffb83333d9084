import type { Diagnosed } from '../../Diagnosed.js';
import type { GlobalSidecarComponent, RequestLog, SidecarInject } from '../../model/Config.js';
import type { Image } from '../../model/Deployment.js';
import type { Json, JsonObject } from '../../model/Json.js';
import {
  boolean,
  defaulted,
  labels,
  list,
  mapping,
  numeric,
  optional,
  string,
  text,
  unknown
} from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import type { Fields, Values } from '../field.js';
import { count, word } from './deploymentCodecs.js';

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

const image = {
  pullPolicy: optional(
    word('a pull policy (Always, IfNotPresent or Never)', ['Always', 'IfNotPresent', 'Never'])
  ),
  repository: optional(string),
  tag: optional(text)
} as const;

const injection = {
  enable: defaulted(boolean, true),
  mode: defaulted(word('"pod" or "namespace"', ['pod', 'namespace']), 'pod'),
  labels,
  annotations: labels
} as const;

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

const toImage = ({ pullPolicy, repository, tag }: Values<typeof image>): Image => ({
  pullPolicy,
  repository: filled(repository),
  tag: filled(tag)
});

const toInject = ({ mode, ...rest }: Values<typeof injection>): SidecarInject => ({
  ...rest,
  mode: mode === 'namespace' ? 'namespace' : 'pod'
});

/** The fields of one of its mappings, and those that it does not have. */
const within = <F extends Fields>(
  document: Document,
  name: string,
  value: unknown,
  known: F
): Diagnosed<Values<F>> => {
  const read = decodeFields(document, [...path, name], value as JsonObject, known);
  const strange = unknownFields(document, [...path, name], value as JsonObject, Object.keys(known));
  return { value: read.value, diagnostics: [...read.diagnostics, ...strange] };
};

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
  const pulled = within(document, 'image', read.value.image, image);
  const injected = within(document, 'sidecarInject', read.value.sidecarInject, injection);
  const strange = unknownFields(document, path, settings, [...Object.keys(fields), ...others]);
  return {
    value: {
      component: {
        enable,
        port,
        probePort,
        replicas,
        requestLog: requestLog as RequestLog,
        image: toImage(pulled.value),
        sidecarInject: toInject(injected.value),
        settings: usable(settings, read.value)
      },
      namespaces: read.value.namespace
    },
    diagnostics: [read, pulled, injected].flatMap(each => each.diagnostics).concat(strange)
  };
};
