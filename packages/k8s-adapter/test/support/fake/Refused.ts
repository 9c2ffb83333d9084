import type { JsonObject } from '@meshfence/core';
import { kindName, resourceName } from './Definition.js';
import type { Definition, Flaw } from './Definition.js';
import type { Metadata } from './KubeObject.js';

/** A Kubernetes `Status` that says no. */
export const failure = (code: number, reason: string, message: string, details?: JsonObject): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  ...(reason === '' ? {} : { reason }),
  ...(details === undefined ? {} : { details }),
  code
});

/** A request that is answered with a failure. */
export class Refused extends Error {
  readonly body: JsonObject;

  constructor(
    readonly code: number,
    reason: string,
    message: string,
    details?: JsonObject
  ) {
    super(message);
    this.body = failure(code, reason, message, details);
  }
}

const grouped = ({ group }: Definition): JsonObject => (group === '' ? {} : { group });

const detailsOf = (definition: Definition, name: string): JsonObject => ({
  name,
  ...grouped(definition),
  kind: definition.plural
});

/** No such path. */
export const noSuchResource = (): Refused =>
  new Refused(404, 'NotFound', 'the server could not find the requested resource', {});

export const notFound = (definition: Definition, name: string): Refused =>
  new Refused(
    404,
    'NotFound',
    `${resourceName(definition)} "${name}" not found`,
    detailsOf(definition, name)
  );

export const alreadyExists = (definition: Definition, name: string): Refused =>
  new Refused(
    409,
    'AlreadyExists',
    `${resourceName(definition)} "${name}" already exists`,
    detailsOf(definition, name)
  );

const conflict = (definition: Definition, name: string, why: string): Refused =>
  new Refused(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${resourceName(definition)} "${name}": ${why}`,
    detailsOf(definition, name)
  );

/** Somebody else wrote it meanwhile. */
export const modified = (definition: Definition, name: string): Refused =>
  conflict(
    definition,
    name,
    'the object has been modified; please apply your changes to the latest version and try again'
  );

/** It is another object of the same name. */
export const otherUid = (
  definition: Definition,
  { namespace, name, uid }: Metadata,
  wanted: string
): Refused => {
  const key = ['/registry', definition.group, definition.plural, namespace, name].filter(
    each => each !== '' && each !== undefined
  );
  const why = `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${uid ?? ''}`;
  return conflict(
    definition,
    name,
    `StorageError: invalid object, Code: 4, Key: ${key.join('/')}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`
  );
};

/** What was to be applied to one object is no longer there. */
export const uidMismatch = (definition: Definition, name: string, uid: string): Refused =>
  conflict(
    definition,
    name,
    `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`
  );

/** A deletion's precondition that does not hold. */
export const preconditionFailed = (definition: Definition, name: string, why: string): Refused =>
  new Refused(409, 'Conflict', `Operation cannot be fulfilled on ${kindName(definition)} "${name}": ${why}`, {
    name,
    ...grouped(definition),
    kind: definition.kind
  });

const invalid = (
  definition: Definition,
  what: string,
  kind: string,
  name: string,
  flaws: ReadonlyArray<Flaw>
) =>
  new Refused(
    422,
    'Invalid',
    `${what} "${name}" is invalid: ${[...new Set(flaws.map(({ field, message }) => `${field}: ${message}`))].join(', ')}`,
    {
      name,
      ...grouped(definition),
      kind,
      causes: flaws.map(({ field, message }) => ({ reason: 'FieldValueInvalid', message, field }))
    }
  );

/** A schema's refusal. */
export const invalidObject = (definition: Definition, name: string, flaw: Flaw): Refused =>
  invalid(definition, kindName(definition), definition.kind, name, [flaw]);

/** The uid of an object that took another's place. Kubernetes says it twice. */
export const uidImmutable = (definition: Definition, name: string, uid: string): Refused => {
  const flaw = { field: 'metadata.uid', message: `Invalid value: "${uid}": field is immutable` };
  return invalid(definition, kindName(definition), definition.kind, name, [flaw, flaw]);
};

/** A kind that is never put unconditionally. */
export const versionNeeded = (definition: Definition, name: string): Refused =>
  invalid(definition, resourceName(definition), definition.plural, name, [
    { field: 'metadata.resourceVersion', message: 'Invalid value: 0: must be specified for an update' }
  ]);

/** A request that is wrong in itself. */
export const badRequest = (message: string): Refused => new Refused(400, 'BadRequest', message);

/** A list that cannot be continued. */
export const expiredToken = (): Refused =>
  new Refused(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.'
  );

/** A watch that cannot go on from there. */
export const tooOld = (asked: number, oldest: number): Refused =>
  new Refused(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
