import { emptyStatus } from '@meshfence/core';
import type { Change, Diagnostic, Field, Mesh } from '@meshfence/core';
import type { Decoded } from './decode.js';

type Value = Mesh[Field][number];

/** What an object was found to be. `quiet` is news that nothing follows from: the echo of a write. */
export type News = 'none' | 'quiet' | 'change' | 'unreadable';

/**
 * The decoded objects of one list of a mesh, by `namespace/name`, and what has changed since somebody took it.
 *
 * An object that cannot be decoded any more keeps its last good value.
 */
export interface Values<F extends Field = Field> {
  readonly set: (key: string, decoded: Decoded, isEcho: boolean) => News;
  readonly remove: (key: string) => News;
  readonly all: () => Mesh[F];
  readonly take: () => ReadonlyArray<Change>;
  /** Findings of decoding, by object; those of objects that could be decoded, too. */
  readonly findings: () => ReadonlyMap<string, ReadonlyArray<Diagnostic>>;
  /** Those that could not be decoded. */
  readonly unreadable: () => ReadonlySet<string>;
}

const setChange = (field: Field, object: Value): Change => ({ _tag: 'Set', field, object }) as Change;

const removal = (field: Field, key: string): Change => {
  const at = key.indexOf('/');
  return { _tag: 'Remove', field, namespace: key.slice(0, at), name: key.slice(at + 1) };
};

/** Equal texts are equal values: the same codec writes the fields of both in the same order. */
const isSame = (a: Value | undefined, b: Value): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);

const withoutStatus = (value: Value): Value =>
  'status' in value ? { ...value, status: emptyStatus } : value;

export const newValues = <F extends Field>(field: F): Values<F> => {
  const values = new Map<string, Value>();
  const findings = new Map<string, ReadonlyArray<Diagnostic>>();
  const unreadable = new Set<string>();
  let changes = new Map<string, Change>();

  const note = (key: string, diagnostics: ReadonlyArray<Diagnostic>): void => {
    if (diagnostics.length === 0) findings.delete(key);
    else findings.set(key, diagnostics);
  };

  const set = (key: string, { diagnostics, value }: Decoded, isEcho: boolean): News => {
    note(key, diagnostics);
    if (value === undefined) return unreadable.add(key) && 'unreadable';
    const mended = unreadable.delete(key);
    const before = values.get(key);
    if (isSame(before, value)) return mended ? 'change' : 'none';
    values.set(key, value);
    changes.set(key, setChange(field, value));
    const echoed = isEcho && before !== undefined && isSame(withoutStatus(before), withoutStatus(value));
    return echoed ? 'quiet' : 'change';
  };

  const remove = (key: string): News => {
    note(key, []);
    const mended = unreadable.delete(key);
    if (!values.delete(key)) return mended ? 'change' : 'none';
    changes.set(key, removal(field, key));
    return 'change';
  };

  const take = (): ReadonlyArray<Change> => {
    const taken = [...changes.values()];
    changes = new Map();
    return taken;
  };

  return {
    set,
    remove,
    take,
    all: () => [...values.values()] as unknown as Mesh[F],
    findings: () => findings,
    unreadable: () => unreadable
  };
};
