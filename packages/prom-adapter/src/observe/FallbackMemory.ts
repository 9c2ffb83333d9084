import type { FallbackUsers, Instant } from '@meshfence/core';

/** Who was seen to use a global-sidecar a short while ago: another question's answer tells the rest of their calls. */
export interface FallbackMemory {
  note(users: FallbackUsers, at: Instant.Instant): void;
  users(at: Instant.Instant): FallbackUsers;
}

/** Names beyond these are not noted until others are forgotten. */
const maxNames = 50_000;

/** A memory that keeps things for so long. */
export const fallbackMemory = (keep: Instant.Duration): FallbackMemory => {
  const seen = new Map<string, Map<string, Instant.Instant>>();

  const forget = (at: Instant.Instant): void => {
    for (const [name, namespaces] of seen) {
      for (const [namespace, last] of namespaces) if (last < at - keep) namespaces.delete(namespace);
      if (namespaces.size === 0) seen.delete(name);
    }
  };

  const noteOne = (name: string, namespaces: ReadonlyArray<string>, at: Instant.Instant): void => {
    const known = seen.get(name) ?? new Map<string, Instant.Instant>();
    if (!seen.has(name) && seen.size >= maxNames) return;
    for (const namespace of namespaces) known.set(namespace, at);
    seen.set(name, known);
  };

  return {
    note: (users, at) => {
      forget(at);
      for (const [name, namespaces] of users) noteOne(name, namespaces, at);
    },
    users: at => {
      forget(at);
      return new Map([...seen].map(([name, namespaces]) => [name, [...namespaces.keys()].toSorted()]));
    }
  };
};
