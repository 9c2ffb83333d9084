import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { AccessLogReceiver, GlobalSidecarComponent } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';
import type { Document } from '../Document.js';
import { unknownFields } from '../field.js';
import { isObject } from '../readObject.js';
import { accessLogReceiver } from './accessLogReceiver.js';
import { globalSidecar } from './globalSidecar.js';

/** What runs beside the controller, and the namespaces that the older form lists there. */
export interface Component {
  readonly globalSidecar: GlobalSidecarComponent | undefined;
  readonly accessLogReceiver: AccessLogReceiver | undefined;
  readonly namespaces: ReadonlyArray<string>;
}

const path = ['spec', 'component'];

const pilot = (document: Document, value: JsonObject): ReadonlyArray<Diagnostic> =>
  Object.hasOwn(value, 'pilot')
    ? [
        report('field-ignored', { field: 'component.pilot', why: 'a pilot of its own is no longer needed' }, [
          inObject('SlimeBoot', document, [...path, 'pilot'], 'key')
        ])
      ]
    : [];

const older = (document: Document, namespaces: ReadonlyArray<string>): ReadonlyArray<Diagnostic> =>
  namespaces.length === 0
    ? []
    : [
        report(
          'field-deprecated',
          { field: 'component.globalSidecar.namespace', instead: 'general.namespace' },
          [inObject('SlimeBoot', document, [...path, 'globalSidecar', 'namespace'], 'key')]
        )
      ];

/** `spec.component`. */
export const component = (document: Document, value: JsonObject): Diagnosed<Component> => {
  const written = value['globalSidecar'];
  const read = globalSidecar(document, isObject(written) ? written : {});
  const { component: described, namespaces } = read.value;
  const receiver = accessLogReceiver(document, value['accessLogReceiver']);
  return {
    value: {
      globalSidecar: isObject(written) ? described : undefined,
      accessLogReceiver: receiver.value,
      namespaces
    },
    diagnostics: [
      ...read.diagnostics,
      ...receiver.diagnostics,
      ...pilot(document, value),
      ...older(document, namespaces),
      ...unknownFields(document, path, value, ['accessLogReceiver', 'globalSidecar', 'pilot'])
    ]
  };
};
