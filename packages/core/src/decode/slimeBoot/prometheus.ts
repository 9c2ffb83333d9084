import { flatMap, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Prometheus } from '../../model/Prometheus.js';
import { defaulted, optional, struct } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeEntries } from '../entries.js';
import { decodeFields, unknownFields } from '../field.js';
import { isObject } from '../readObject.js';
import {
  address,
  filePath,
  headerName,
  headerValue,
  parameterName,
  parameterValue,
  time,
  userName
} from './accessCodecs.js';
import { checkPrometheus } from './checkPrometheus.js';
import { handlers } from './handlers.js';
import { optionalMapping } from './mappingAt.js';
import { objectName } from './metadataCodecs.js';
import { tlsConfig } from './tlsConfig.js';

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const basicAuth = { username: userName, passwordFile: filePath } as const;

const plain = {
  address: defaulted(address, ''),
  interval: optional(time),
  window: optional(time),
  lookback: optional(time),
  timeout: optional(time),
  bearerTokenFile: optional(filePath),
  basicAuth: optional(struct(basicAuth)),
  secretName: optional(objectName)
} as const;

/** Each entry of these is read by itself. */
const entries = ['handlers', 'headers', 'parameters', 'tlsConfig'] as const;

const described = (document: Document, path: Path, value: JsonObject): Diagnosed<Prometheus> => {
  const inner = (name: string): Path => [...path, name];
  const read = decodeFields(document, path, value, plain);
  const asked = handlers(document, inner('handlers'), value['handlers']);
  const headers = decodeEntries(document, inner('headers'), value['headers'], {
    key: headerName,
    codec: headerValue
  });
  const parameters = decodeEntries(document, inner('parameters'), value['parameters'], {
    key: parameterName,
    codec: parameterValue
  });
  const tls = tlsConfig(document, inner('tlsConfig'), value['tlsConfig']);
  const found: Prometheus = {
    ...read.value,
    handlers: asked.value,
    headers: headers.value,
    parameters: parameters.value,
    tlsConfig: tls.value
  };
  return {
    value: found,
    diagnostics: [
      ...[read, asked, headers, parameters, tls].flatMap(each => each.diagnostics),
      ...unknownFields(document, path, value, [...Object.keys(plain), ...entries]),
      ...unknownFields(document, inner('basicAuth'), objectOf(value['basicAuth']), Object.keys(basicAuth)),
      ...checkPrometheus(document, path, found)
    ]
  };
};

/** `metric.prometheus`: where the metrics are, which queries find the callees of a fence, and as whom they are asked. */
export const prometheus = (
  document: Document,
  path: Path,
  value: Json | undefined
): Diagnosed<Prometheus | undefined> => {
  const here = [...path, 'prometheus'];
  return flatMap((written: JsonObject | undefined) =>
    written === undefined ? of<Prometheus | undefined>(undefined) : described(document, here, written)
  )(optionalMapping(document, here, objectOf(value)['prometheus']));
};
