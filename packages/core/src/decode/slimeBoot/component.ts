import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { GlobalSidecarComponent } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';
import { boolean, defaulted, list, numeric, string, unknown } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields, unknownFields } from '../field.js';
import { isObject } from '../readObject.js';

const fields = {
  enable: defaulted(boolean, false),
  port: defaulted(numeric, 80),
  probePort: defaulted(numeric, 20_000),
  replicas: defaulted(numeric, 1),
  namespace: list(string)
} as const;

const opaque = {
  type: unknown,
  image: unknown,
  sidecarInject: unknown,
  resources: unknown,
  legacyFilterName: unknown,
  affinity: unknown,
  tolerations: unknown
} as const;

/** The global-sidecar of a SlimeBoot, and the namespaces that the older form lists there. */
export interface Component {
  readonly globalSidecar: GlobalSidecarComponent | undefined;
  readonly namespaces: ReadonlyArray<string>;
}

/** `spec.component`. */
export const component = (document: Document, value: JsonObject): Diagnosed<Component> => {
  const path = ['spec', 'component'];
  const here = [...path, 'globalSidecar'];
  const sidecar = value['globalSidecar'];
  const settings = isObject(sidecar) ? sidecar : {};
  const read = decodeFields(document, here, settings, fields);
  const pilot = Object.hasOwn(value, 'pilot')
    ? [
        report('field-ignored', { field: 'component.pilot', why: 'a pilot of its own is no longer needed' }, [
          inObject('SlimeBoot', document, [...path, 'pilot'], 'key')
        ])
      ]
    : [];
  const { namespace, ...rest } = read.value;
  const older =
    namespace.length === 0
      ? []
      : [
          report(
            'field-deprecated',
            { field: 'component.globalSidecar.namespace', instead: 'general.namespace' },
            [inObject('SlimeBoot', document, [...here, 'namespace'], 'key')]
          )
        ];
  const strange = unknownFields(document, here, settings, [...Object.keys(fields), ...Object.keys(opaque)]);
  const other = unknownFields(document, path, value, ['globalSidecar', 'pilot']);
  return {
    value: { globalSidecar: isObject(sidecar) ? { ...rest, settings } : undefined, namespaces: namespace },
    diagnostics: [...read.diagnostics, ...pilot, ...older, ...strange, ...other]
  };
};
