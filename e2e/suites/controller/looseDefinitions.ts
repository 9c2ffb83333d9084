import { definitions } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';

const anything: JsonObject = {
  openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
};

interface Definition extends JsonObject {
  readonly spec: JsonObject & { readonly versions: ReadonlyArray<JsonObject> };
}

/** Our definitions as somebody might have installed them by hand: with schemas that let everything pass. */
export const looseDefinitions: ReadonlyArray<JsonObject> = definitions.map(({ object }) => {
  const definition = object as Definition;
  const versions = definition.spec.versions.map(version => ({ ...version, schema: anything }));
  return { ...definition, spec: { ...definition.spec, versions } };
});
