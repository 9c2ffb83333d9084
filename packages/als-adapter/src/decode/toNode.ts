import type { ProxyNode } from '@meshfence/core';
import { decodeValue } from './schema.js';
import type { Message, Struct, Value } from './schema.js';

/** A field of a node's metadata. Throws where it is not readable. */
const field = (metadata: Struct | null, name: string): Value | undefined => {
  const bytes = metadata !== null && Object.hasOwn(metadata.fields, name) ? metadata.fields[name] : undefined;
  return bytes === undefined ? undefined : decodeValue(bytes);
};

const labelsOf = (value: Value | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(value?.struct_value?.fields ?? {}).map(([key, bytes]) => [
      key,
      decodeValue(bytes).string_value
    ])
  );

/** What a proxy says of itself. Throws where it is not readable. */
export const toNode = (node: NonNullable<NonNullable<Message['identifier']>['node']>): ProxyNode => ({
  id: node.id,
  namespace: field(node.metadata, 'NAMESPACE')?.string_value ?? '',
  workload: field(node.metadata, 'WORKLOAD_NAME')?.string_value ?? '',
  labels: labelsOf(field(node.metadata, 'LABELS'))
});
