import { decodeObjects } from '@meshfence/core';
import type { Diagnostic, Field, JsonObject, Mesh } from '@meshfence/core';

type Value = Mesh[Field][number];

/** What core makes of an object: a value, or none where it cannot be used; with what was found. */
export interface Decoded {
  readonly value: Value | undefined;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** Of a single object, a mesh is never complete: that there is no configuration in it is nobody's fault. */
const isOfObject = ({ code }: Diagnostic): boolean => code !== 'config-missing';

const decodeOne = (field: Field, object: JsonObject): Decoded => {
  const { diagnostics, value } = decodeObjects([object]);
  return { value: value[field][0], diagnostics: diagnostics.filter(isOfObject) };
};

const keyOf = ({ metadata }: JsonObject): string => {
  const { name, namespace } = metadata as { readonly name: string; readonly namespace?: string };
  return `${namespace ?? ''}/${name}`;
};

/**
 * The values of objects of one kind, in their order.
 *
 * All at once where nothing is found, which is nearly always; else one by one, so that each finding is somebody's.
 */
export const decode = (field: Field, objects: ReadonlyArray<JsonObject>): ReadonlyArray<Decoded> => {
  const { diagnostics, value } = decodeObjects(objects);
  const values: ReadonlyArray<Value> = value[field];
  if (diagnostics.some(isOfObject) || values.length !== objects.length)
    return objects.map(object => decodeOne(field, object));
  const byKey = new Map(values.map(each => [`${each.meta.namespace}/${each.meta.name}`, each]));
  return objects.map(object => ({ value: byKey.get(keyOf(object)), diagnostics: [] }));
};
