import * as E from 'fp-ts/lib/Either.js';
import type { Document } from '../decode/Document.js';
import { isObject, readObject } from '../decode/readObject.js';
import { readText } from '../decode/readText.js';
import type { Read, SourceText } from '../decode/readText.js';
import { sorted } from '../diagnostic/Diagnostic.js';
import type { Diagnosed } from '../Diagnosed.js';
import { sequence } from '../Diagnosed.js';
import type { Owned, RemovalOptions } from './Owned.js';
import { ownership } from './ownership.js';
import { inOrderOfRemoval, removableKinds } from './removalOrder.js';

/**
 * Objects by whose they are.
 *
 * `live` says whether an API server gave any of the kinds that meshfence makes: a SlimeBoot or a Namespace alone, though
 * exported from a cluster, says nothing of what is there.
 */
export interface Inventory {
  readonly owned: ReadonlyArray<Owned>;
  /** How many are not ours. */
  readonly others: number;
  readonly live: boolean;
}

/** What an object itself says: where it says nothing, it may have no namespace at all. */
const namespaceOf = ({ object }: Document): string => {
  const metadata = object['metadata'];
  const namespace = isObject(metadata) ? metadata['namespace'] : undefined;
  return typeof namespace === 'string' ? namespace : '';
};

const toOwned = (document: Document, options: RemovalOptions): ReadonlyArray<Owned> => {
  const why = ownership(document, options);
  if (why === undefined) return [];
  const { apiVersion, kind, meta } = document;
  const { labels, name } = meta;
  return [{ apiVersion, kind, namespace: namespaceOf(document), name, labels, ownership: why }];
};

const read = ({ origin, value }: Read): Diagnosed<ReadonlyArray<Document>> => {
  const document = readObject(value, origin);
  return E.isLeft(document)
    ? { value: [], diagnostics: document.left }
    : { value: [document.right], diagnostics: [] };
};

/**
 * What is meshfence's among the objects of texts, of whatever kinds, in the order of removal.
 *
 * Contrast with `decodeMesh`, which looks at the kinds that bear on scopes: here only metadata counts.
 */
export const ownedObjects = (
  texts: ReadonlyArray<SourceText>,
  options: RemovalOptions = {}
): Diagnosed<Inventory> => {
  const values = sequence(texts.map(readText));
  const documents = sequence(values.value.flat().map(read));
  const all = documents.value.flat();
  const owned = all.flatMap(each => toOwned(each, options));
  return {
    value: {
      owned: inOrderOfRemoval(owned),
      others: all.length - owned.length,
      live: all.some(({ kind, meta }) => removableKinds.has(kind) && meta.uid !== undefined)
    },
    diagnostics: sorted([...values.diagnostics, ...documents.diagnostics])
  };
};
