import * as E from 'fp-ts/lib/Either.js';
import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import { leftOut } from './Decode.js';
import type { Decoded } from './Decoded.js';
import type { Document } from './Document.js';
import { isOtherGroup, kinds } from './kinds.js';
import * as placeholders from './placeholders.js';
import type { Read } from './readText.js';
import { isObject, readObject } from './readObject.js';

/** What one object is to the mesh: nothing, where it is of no kind that bears on scopes or cannot be used. */
export const decodeObject = ({ value, origin }: Read): Diagnosed<ReadonlyArray<Decoded>> => {
  const found = bearsOnScopes(value) ? placeholders.find(value) : [];
  const read = readObject(found.length === 0 ? value : placeholders.prune(value), origin);
  if (E.isLeft(read)) return leftOut(found.length === 0 ? read.left : unnamed(value, { origin }, found));
  const document = read.right;
  const left = found.map(({ path, text }) =>
    report('placeholder-left', { placeholder: text }, [inObject(document.kind, document, path)])
  );
  const decoded = decodeKind(document);
  return { value: decoded.value, diagnostics: [...left, ...decoded.diagnostics] };
};

/** Templates in other kinds (dashboards, config maps) are none of our business, unless nobody can tell the kind. */
const bearsOnScopes = (value: Read['value']): boolean => {
  if (typeof value === 'string') return true;
  const { kind, apiVersion } = isObject(value) ? value : {};
  if (placeholders.find(kind ?? null).length > 0) return true;
  const known = typeof kind === 'string' ? kinds.get(kind) : undefined;
  return known !== undefined && !(typeof apiVersion === 'string' && isOtherGroup(known, apiVersion));
};

/** An object without a usable name or kind, because a placeholder stands there: one finding is enough. */
const unnamed = (
  value: Read['value'],
  { origin }: Pick<Read, 'origin'>,
  found: ReadonlyArray<placeholders.Placeholder>
): ReadonlyArray<Diagnostic> => {
  const kind = isObject(value) ? value['kind'] : undefined;
  const name = typeof kind === 'string' && placeholders.find(kind).length === 0 ? kind : 'document';
  return found.map(({ path, text }) =>
    report('placeholder-left', { placeholder: text }, [
      inObject(name, { meta: { namespace: '', name: '', origin } }, path)
    ])
  );
};

const decodeKind = (document: Document): Diagnosed<ReadonlyArray<Decoded>> => {
  const { kind, apiVersion } = document;
  const known = kinds.get(kind);
  if (known === undefined || isOtherGroup(known, apiVersion)) {
    return leftOut([report('kind-unknown', { kind, apiVersion }, [inObject(kind, document)])]);
  }
  if (!known.versions.includes(apiVersion)) {
    const place = inObject(kind, document, ['apiVersion']);
    return leftOut([report('version-unknown', { kind, apiVersion, known: known.versions }, [place])]);
  }
  return known.decode(document);
};
