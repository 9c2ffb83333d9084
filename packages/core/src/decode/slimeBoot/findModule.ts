import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Document } from '../Document.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { isObject } from '../readObject.js';

/** One entry of `spec.module`, and its place in the list. */
export interface Module {
  readonly index: number;
  readonly value: JsonObject;
}

const known = ['name', 'kind', 'enable', 'general', 'fence', 'global', 'metric'];
const namesOfOld = ['lazyload', 'fence', 'slime-fence'];

const nameOf = (module: JsonObject): string => (typeof module['name'] === 'string' ? module['name'] : '');

/** By its kind; in the older form, which has none, by its `fence:` key or its name. */
const isLazyload = (module: JsonObject): boolean =>
  typeof module['kind'] === 'string'
    ? module['kind'] === 'lazyload'
    : Object.hasOwn(module, 'fence') || namesOfOld.includes(nameOf(module));

/** The lazyload modules of a SlimeBoot. */
export const lazyloadModules = (document: Document, spec: JsonObject): Diagnosed<ReadonlyArray<Module>> => {
  const list = spec['module'];
  if (list === undefined || list === null) return { value: [], diagnostics: [] };
  if (!Array.isArray(list)) {
    const error = { path: ['spec', 'module'], expected: 'a list', found: kindOf(list) };
    return { value: [], diagnostics: [fieldInvalid(document, error)] };
  }
  const modules = list.flatMap((value: Json, index) => (isObject(value) ? [{ index, value }] : []));
  const lazyload = modules.filter(({ value }) => isLazyload(value));
  const others = modules.filter(({ value }) => !isLazyload(value));
  return {
    value: lazyload,
    diagnostics: [
      ...others.map(({ index, value }) =>
        report('module-other', { module: nameOf(value) }, [
          inObject('SlimeBoot', document, ['spec', 'module', index])
        ])
      ),
      ...lazyload.flatMap(({ index, value }) =>
        unknownFields(document, ['spec', 'module', index], value, known)
      )
    ]
  };
};
