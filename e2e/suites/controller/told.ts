import type { Mesh } from '../../harness/Mesh.js';

/** Something that users were told of an object. */
export interface Told {
  readonly kind: string;
  readonly name: string;
  readonly reason: string;
  readonly note: string;
}

interface Event {
  readonly regarding: { readonly kind: string; readonly name: string };
  readonly reason: string;
  readonly note: string;
}

/** The Events of a namespace. */
export const told = async (mesh: Mesh, namespace: string): Promise<ReadonlyArray<Told>> => {
  const events = await mesh.list('events.k8s.io/v1', 'Event', namespace);
  return (events as unknown as ReadonlyArray<Event>).map(({ note, reason, regarding: { kind, name } }) => ({
    kind,
    name,
    reason,
    note
  }));
};
