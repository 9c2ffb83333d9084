import type { Diagnosed } from '../../Diagnosed.js';
import { defaultGlobal } from '../../model/Config.js';
import type { Global } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';
import { boolean, defaulted, mapping, optional, string, unknown } from '../codec.js';
import { decodeFields, unknownFields } from '../field.js';
import { labelValue } from './metadataCodecs.js';
import type { Part } from './Part.js';

const fields = {
  service: optional(string),
  istioNamespace: optional(string),
  slimeNamespace: optional(string),
  istioRev: optional(labelValue),
  strictRev: defaulted(boolean, false),
  misc: mapping(unknown),
  log: mapping(unknown),
  clientGoTokenBucket: mapping(unknown)
} as const;

/** YAML 1.1, which kubectl speaks, reads an unquoted `no` as false; here it is a word. */
const word = (value: unknown): string =>
  value === false ? 'no' : typeof value === 'string' ? value : JSON.stringify(value);

const filled = (value: string | undefined, fallback: string): string =>
  value === undefined || value === '' ? fallback : value;

/** Settings that modules share. The SlimeBoot's own `namespace` and `istioNamespace` are the defaults. */
export const global = (part: Part, spec: JsonObject): Diagnosed<Global> => {
  const read = decodeFields(part.document, part.path, part.value, fields);
  const own = decodeFields(part.document, ['spec'], spec, {
    namespace: optional(string),
    istioNamespace: optional(string)
  });
  const { value } = read;
  return {
    value: {
      service: filled(value.service, defaultGlobal.service),
      istioNamespace: filled(
        value.istioNamespace,
        filled(own.value.istioNamespace, defaultGlobal.istioNamespace)
      ),
      slimeNamespace: filled(value.slimeNamespace, filled(own.value.namespace, defaultGlobal.slimeNamespace)),
      istioRev: value.istioRev === '' ? undefined : value.istioRev,
      strictRev: value.strictRev,
      misc: Object.fromEntries(Object.entries(value.misc).map(([name, text]) => [name, word(text)])),
      log: value.log as JsonObject,
      clientGoTokenBucket: value.clientGoTokenBucket as JsonObject
    },
    diagnostics: [
      ...read.diagnostics,
      ...own.diagnostics,
      ...unknownFields(part.document, part.path, part.value, Object.keys(fields))
    ]
  };
};
