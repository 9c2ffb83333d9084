import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { flatMap, of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { TlsConfig } from '../../model/Prometheus.js';
import { boolean, defaulted, optional, string } from '../codec.js';
import type { Document } from '../Document.js';
import { filePath } from './accessCodecs.js';
import { mappingAt, optionalMapping } from './mappingAt.js';

const fields = {
  caFile: optional(filePath),
  certFile: optional(filePath),
  keyFile: optional(filePath),
  serverName: optional(string),
  insecureSkipVerify: defaulted(boolean, false)
} as const;

const isWhole = ({ certFile, keyFile }: TlsConfig): boolean =>
  (certFile === undefined) === (keyFile === undefined);

const findings = (document: Document, path: Path, read: TlsConfig): ReadonlyArray<Diagnostic> => {
  const [there, missing] =
    read.keyFile === undefined ? (['certFile', 'keyFile'] as const) : (['keyFile', 'certFile'] as const);
  const at = (name: string) => [inObject('SlimeBoot', document, [...path, name])];
  return [
    ...(isWhole(read) ? [] : [report('certificate-incomplete', { there, missing }, at(there))]),
    ...(read.insecureSkipVerify ? [report('tls-unverified', {}, at('insecureSkipVerify'))] : [])
  ];
};

const described = (document: Document, path: Path, value: JsonObject): Diagnosed<TlsConfig> => {
  const read = mappingAt(document, path, value, fields);
  return {
    value: isWhole(read.value) ? read.value : { ...read.value, certFile: undefined, keyFile: undefined },
    diagnostics: [...read.diagnostics, ...findings(document, path, read.value)]
  };
};

/** `tlsConfig`; undefined where there is none. Of a certificate and its key there are both, or neither. */
export const tlsConfig = (
  document: Document,
  path: Path,
  value: Json | undefined
): Diagnosed<TlsConfig | undefined> =>
  flatMap((written: JsonObject | undefined) =>
    written === undefined ? of<TlsConfig | undefined>(undefined) : described(document, path, written)
  )(optionalMapping(document, path, value));
