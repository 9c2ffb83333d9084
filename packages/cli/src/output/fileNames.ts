import { createHash } from 'node:crypto';
import type { JsonObject } from '../core.js';

/** What names an object among all others. */
export interface Identity {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const identityOf = (object: JsonObject): Identity => {
  const metadata = (object['metadata'] ?? {}) as JsonObject;
  return { kind: text(object['kind']), namespace: text(metadata['namespace']), name: text(metadata['name']) };
};

/** Shorter than the 255 bytes that file systems allow, with room for an ending and a digest. */
const longest = 200;

const parts = ({ kind, namespace, name }: Identity): ReadonlyArray<string> =>
  [kind, namespace, name].filter(part => part !== '');

const digest = (identity: Identity): string =>
  createHash('sha256')
    .update(JSON.stringify(parts(identity)))
    .digest('hex')
    .slice(0, 10);

/** A name that is safe on every file system; it carries a digest where the safe form is not the whole truth. */
const safe = (joined: string, identity: Identity): string => {
  const clean = joined
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, longest);
  return clean === joined.toLowerCase() ? clean : `${clean}-${digest(identity)}`;
};

/**
 * The names that are tried for an object, the plainest first.
 *
 * Hyphens alone cannot tell `a` + `b-c` from `a-b` + `c`; underscores can, because no object's name holds one. The
 * digest tells apart what differs only by case.
 */
const candidates = (identity: Identity): ReadonlyArray<string> => [
  safe(parts(identity).join('-'), identity),
  safe(parts(identity).join('_'), identity),
  `${safe(parts(identity).join('_'), identity)}-${digest(identity)}`
];

const duplicates = (names: ReadonlyArray<string>): ReadonlySet<string> => {
  const seen = new Set<string>();
  return new Set(names.filter(name => seen.size === seen.add(name).size));
};

/**
 * A file name, without ending, for each object: `sidecar-default-reviews`.
 *
 * Objects whose plain names are the same all get the next form, so that no name depends on the order of the objects.
 */
export const fileNames = (identities: ReadonlyArray<Identity>): ReadonlyArray<string> => {
  const plain = duplicates(identities.map(identity => candidates(identity)[0] ?? ''));
  const joined = duplicates(identities.map(identity => candidates(identity)[1] ?? ''));
  return identities.map(identity => {
    const [first = '', second = '', third = ''] = candidates(identity);
    return !plain.has(first) ? first : !joined.has(second) ? second : third;
  });
};
