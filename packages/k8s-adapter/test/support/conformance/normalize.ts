import type { Json, JsonObject } from '@meshfence/core';

/** Names for what differs from server to server: the first uid is `uid1`. */
export class Names {
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly passing = new Map<string, string>();

  /** The name of a value; a new one for one that was never seen. */
  of(kind: string, value: string): string {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const count = (this.counts.get(kind) ?? 0) + 1;
    const name = `<${kind}${count}>`;
    this.counts.set(kind, count);
    this.known.set(value, name);
    return name;
  }

  /** Gives a name to another value than before. */
  let(name: string, value: string): void {
    this.passing.set(name, value);
  }

  /** A text with names in the place of long values. */
  hide(text: string): string {
    return [...this.known]
      .filter(([value]) => value.length > 8)
      .reduce((result, [value, name]) => result.replaceAll(value, name), text);
  }

  /** A text with values in the place of their names. */
  reveal(text: string): string {
    const values = [...[...this.known].map(([value, name]) => [name, value] as const), ...this.passing];
    return values.reduce((result, [name, value]) => result.replaceAll(name, value), text);
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '.')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)])
  );
};

/** Their order is nobody's business, nor when each wrote last. */
const managedFields = (names: Names, value: Json): Json =>
  (value as ReadonlyArray<JsonObject>)
    .map(({ time: _time, ...each }) => names.hide(JSON.stringify(sorted(each))))
    .sort();

/** A server goes through managers in any order. */
const causes = (names: Names, value: Json): Json =>
  (normalize(names, value) as ReadonlyArray<Json>).toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
  );

const textOf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

const named = (names: Names, name: string, value: Json, isList: boolean): Json => {
  switch (name) {
    case 'uid':
      return names.of('uid', textOf(value));
    case 'resourceVersion':
      return isList ? '<now>' : names.of('rv', textOf(value));
    case 'creationTimestamp':
    case 'deletionTimestamp':
      return '<time>';
    case 'managedFields':
      return managedFields(names, value);
    case 'causes':
      return causes(names, value);
    case 'message':
      return names.hide(textOf(value)).replace(/\(\d+\)/g, '(<number>)');
    default:
      return normalize(names, value, isList && name === 'metadata');
  }
};

/** An answer with names in the place of what differs from server to server, in one order of keys. */
export const normalize = (names: Names, value: Json, isList = false): Json => {
  if (Array.isArray(value)) return value.map((each: Json) => normalize(names, each));
  if (!isObject(value)) return value;
  const isOfList = isList || 'items' in value;
  return sorted(
    Object.fromEntries(
      Object.entries(value)
        .filter(([name, each]) => !(name === 'continue' && each === ''))
        .map(([name, each]) => [name, named(names, name, each, isOfList)])
    )
  );
};
