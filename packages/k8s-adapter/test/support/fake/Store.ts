import { randomUUID } from 'node:crypto';
import type { Definition } from './Definition.js';
import { resourceName } from './Definition.js';
import type { KubeObject } from './KubeObject.js';
import type { Managers } from './Managers.js';

/** An object, and who wrote which of its fields. */
export interface Entry {
  readonly object: KubeObject;
  readonly managers: Managers;
}

/** Something that happened to an object. `before` is undefined for a new one. */
export interface Change {
  readonly revision: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly definition: Definition;
  readonly object: KubeObject;
  readonly before: KubeObject | undefined;
}

/** One name for each object of a kind. */
export const slot = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

const slotOf = ({ metadata: { namespace, name } }: KubeObject): string => slot(namespace, name);

/** All objects, and all that happened to them. One counter gives every change its version. */
export class Store {
  revision = 1;
  /** Changes up to this one are forgotten: no watch can begin before it. */
  compacted = 0;
  history: Array<Change> = [];
  private readonly kinds = new Map<string, Map<string, Entry>>();
  private readonly listeners = new Set<(change: Change) => void>();

  private entries(definition: Definition): Map<string, Entry> {
    const name = resourceName(definition);
    const known = this.kinds.get(name) ?? new Map<string, Entry>();
    this.kinds.set(name, known);
    return known;
  }

  get(definition: Definition, namespace: string | undefined, name: string): Entry | undefined {
    return this.entries(definition).get(slot(namespace, name));
  }

  /** All of a kind, in the order of their names. */
  all(definition: Definition): ReadonlyArray<Entry> {
    return [...this.entries(definition)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  }

  /** The next version; what is written with it must be told at once. */
  next(): string {
    this.revision += 1;
    return String(this.revision);
  }

  newUid(): string {
    return randomUUID();
  }

  write(definition: Definition, entry: Entry): void {
    const entries = this.entries(definition);
    const before = entries.get(slotOf(entry.object))?.object;
    entries.set(slotOf(entry.object), entry);
    this.tell({
      definition,
      object: entry.object,
      before,
      type: before === undefined ? 'ADDED' : 'MODIFIED'
    });
  }

  remove(definition: Definition, object: KubeObject): void {
    this.entries(definition).delete(slotOf(object));
    this.tell({ definition, object, before: object, type: 'DELETED' });
  }

  /** Forgets a kind without a word, as when its definition is deleted. */
  clear(definition: Definition): void {
    this.kinds.delete(resourceName(definition));
  }

  compact(): void {
    this.compacted = this.revision;
    this.history = [];
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(change: Omit<Change, 'revision'>): void {
    const full = { ...change, revision: this.revision };
    this.history.push(full);
    for (const listener of this.listeners) listener(full);
  }
}
