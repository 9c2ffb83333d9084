import type { Json, JsonObject } from '@meshfence/core';
import { isObject } from '../json.js';
import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';

/**
 * What the installed definition of ServiceFence lets a status hold.
 *
 * Slime's has the states as numbers, and cuts off fields that it does not know.
 */
export interface StatusForm {
  readonly numbers: boolean;
  /** The fields of a status that are kept; undefined where all are. */
  readonly fields: ReadonlySet<string> | undefined;
}

/** The form of meshfence's own definition. */
export const fullForm: StatusForm = { numbers: false, fields: undefined };

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: ReadonlyArray<{ readonly kind?: string }>;
}

interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const isFence = (schema: Schema): boolean =>
  schema['x-kubernetes-group-version-kind']?.some(({ kind }) => kind === 'ServiceFence') === true;

const formOf = ({ components = {} }: Document): StatusForm => {
  const status = Object.values(components.schemas ?? {}).find(isFence)?.properties?.['status'];
  if (status === undefined) return fullForm;
  const { properties } = status;
  const state = properties?.['domains']?.additionalProperties?.properties?.['status'];
  const keepsAll = properties === undefined || status['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    numbers: state?.type === 'integer',
    fields: keepsAll ? undefined : new Set(Object.keys(properties))
  };
};

/** The form that the server's own description of ServiceFence tells. */
export const statusForm = async (client: Client, apiVersion: string): Promise<StatusForm> => {
  try {
    return formOf(await client.ask<Document>({ path: `/openapi/v3/apis/${apiVersion}` }));
  } catch (error) {
    if (isRefusal(error, 403, 404, 406)) return fullForm;
    throw error;
  }
};

const numberOf: Readonly<Record<string, number>> = { ACTIVE: 0, EXPIREWAIT: 1, EXPIRE: 2 };

const numbered = (domain: Json): Json => {
  const state = isObject(domain) ? domain['status'] : undefined;
  return isObject(domain) && typeof state === 'string' ? { ...domain, status: numberOf[state] ?? 0 } : domain;
};

const withNumbers = (status: JsonObject): JsonObject =>
  isObject(status['domains'])
    ? {
        ...status,
        domains: Object.fromEntries(
          Object.entries(status['domains']).map(([host, domain]) => [host, numbered(domain)])
        )
      }
    : status;

/** A status in the form that will come back as it was sent. */
export const inForm = ({ fields, numbers }: StatusForm, status: JsonObject): JsonObject => {
  const kept =
    fields === undefined
      ? status
      : Object.fromEntries(Object.entries(status).filter(([field]) => fields.has(field)));
  return numbers ? withNumbers(kept) : kept;
};
