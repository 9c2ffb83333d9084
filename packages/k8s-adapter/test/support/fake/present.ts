import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from './KubeObject.js';
import { without } from './KubeObject.js';
import { toManagedFields } from './Managers.js';
import type { Entry } from './Store.js';

/** An entry as it is stored: with its managers. */
export const withManagers = ({ object, managers }: Entry): Entry => ({
  managers,
  object: {
    ...object,
    metadata: {
      ...without(object.metadata, 'managedFields'),
      ...(managers.length === 0 ? {} : { managedFields: toManagedFields(managers) })
    }
  }
});

/** An object in the version that was asked for. */
export const inVersion = (object: KubeObject, apiVersion: string): KubeObject => ({ ...object, apiVersion });

/** An item of a list: built-in kinds leave out of it what the list says already. */
export const asItem = (object: KubeObject, apiVersion: string, custom: boolean): JsonObject =>
  custom ? inVersion(object, apiVersion) : without<JsonObject>(object, 'apiVersion', 'kind');
