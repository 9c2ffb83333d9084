import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { MetricHandler } from '../../model/Prometheus.js';
import { defaulted, string, struct } from '../codec.js';
import type { Document } from '../Document.js';
import { decodeEntries } from '../entries.js';

const handler = struct({ query: string, type: defaulted(string, 'Group') });

type Written = typeof handler._A;

const types = ['Group', 'Value'];

const toHandler = ({ query, type }: Written): MetricHandler => ({
  query,
  type: type === 'Value' ? 'Value' : 'Group'
});

const whenUnknown =
  (document: Document, path: Path) =>
  ([name, { type }]: readonly [string, Written]): ReadonlyArray<Diagnostic> =>
    types.includes(type)
      ? []
      : [
          report('setting-unknown', { setting: 'type', value: type, known: types }, [
            inObject('SlimeBoot', document, [...path, name, 'type'])
          ])
        ];

/** Users' own questions, each by itself: one that cannot be read costs none of the others. */
export const handlers = (
  document: Document,
  path: Path,
  value: Json | undefined
): Diagnosed<Readonly<Record<string, MetricHandler>>> => {
  const read = decodeEntries(document, path, value, { codec: handler, known: ['query', 'type'] });
  const all = Object.entries(read.value);
  return {
    value: Object.fromEntries(all.map(([name, each]) => [name, toHandler(each)])),
    diagnostics: [...read.diagnostics, ...all.flatMap(whenUnknown(document, path))]
  };
};
