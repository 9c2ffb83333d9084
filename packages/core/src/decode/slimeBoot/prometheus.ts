import type { Diagnosed } from '../../Diagnosed.js';
import type { Config, MetricHandler } from '../../model/Config.js';
import type { Json } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import { defaulted, mapping, optional, string, struct } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeFields } from '../field.js';
import { isObject } from '../readObject.js';

const handler = struct({ query: string, type: defaulted(string, 'Group') });
const fields = {
  prometheus: optional(struct({ address: defaulted(string, ''), handlers: mapping(handler) }))
} as const;

const toHandler = ({ query, type }: typeof handler._A): MetricHandler => ({
  query,
  type: type === 'Value' ? 'Value' : 'Group'
});

/** `metric.prometheus`: where the metrics are, and which queries find the callees of a fence. */
export const prometheus = (
  document: Document,
  path: Path,
  value: Json | undefined
): Diagnosed<Config['prometheus']> => {
  const read = decodeFields(document, path, isObject(value) ? value : {}, fields);
  const found = read.value.prometheus;
  const handlers = Object.entries(found?.handlers ?? {}).map(
    ([name, each]) => [name, toHandler(each)] as const
  );
  return {
    value:
      found === undefined ? undefined : { address: found.address, handlers: Object.fromEntries(handlers) },
    diagnostics: read.diagnostics
  };
};
