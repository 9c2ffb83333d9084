import * as Fields from '../../../emit/encode/Fields.js';
import type { JsonObject } from '../../../model/Json.js';
import type { Resource } from '../../../model/Resource.js';
import type { Schema } from './Schema.js';

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: 'boolean' | 'date' | 'string';
  readonly jsonPath: string;
  readonly description?: string;
  /** Above 0 it is shown by `-o wide` only. */
  readonly priority?: number;
}

/** A kind of users' objects. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly singular: string;
  readonly shortName: string;
  readonly description: string;
  readonly spec: Schema;
  readonly status: Schema;
  readonly columns: ReadonlyArray<Column>;
}

const [apiVersion, kind] = ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'];

const ready = (field: string): string => `.status.conditions[?(@.type=="Ready")].${field}`;

/** Columns that both kinds have: whether the controller could use the object, and if not, why. */
export const readyColumns: ReadonlyArray<Column> = [
  { name: 'Ready', type: 'string', jsonPath: ready('status') },
  { name: 'Reason', type: 'string', jsonPath: ready('reason') },
  { name: 'Message', type: 'string', jsonPath: ready('message'), priority: 1 },
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }
];

const version = ({ columns, description, spec, status }: Kind): JsonObject => ({
  name: 'v1alpha1',
  served: true,
  storage: true,
  schema: { openAPIV3Schema: { description, type: 'object', properties: { spec, status } } },
  subresources: { status: {} },
  additionalPrinterColumns: columns.map(column => ({ ...column }))
});

/** A kind as the object that makes an API server know it. */
export const definition = (each: Kind): Resource => {
  const plural = `${each.singular}s`;
  const name = `${plural}.${each.group}`;
  const names = {
    kind: each.kind,
    listKind: `${each.kind}List`,
    plural,
    singular: each.singular,
    shortNames: [each.shortName]
  };
  const spec = { group: each.group, names, scope: 'Namespaced', versions: [version(each)] };
  const object = Fields.orderedObject({ apiVersion, kind, metadata: { name }, spec });
  return { part: 'definitions', apiVersion, kind, namespace: '', name, object };
};
