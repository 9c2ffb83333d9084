import type { AddressBook, Config, EdgeSource, Instant, Knows, Labels } from '@meshfence/core';

/** A fence, with what its workload's pods carry. */
export interface SightedFence {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels.Labels;
}

/** What a source may want to know of the mesh. All of it is as it is now. */
export interface Sight {
  /** The configuration in force. */
  readonly config: () => Config;
  /** Pods by address. */
  readonly pods: () => AddressBook;
  /** Whether the mesh has a host or an address; undefined before it was compiled. */
  readonly knows: () => Knows | undefined;
  readonly fences: () => ReadonlyArray<SightedFence>;
  readonly now: () => Instant.Instant;
}

/** A source that a configuration asks for. While its key is the same, it is the same one and goes on. */
export interface WantedSource {
  readonly key: string;
  /** The name under which it gives evidence. */
  readonly name: string;
  /** Throws where what is written cannot be used. */
  readonly make: () => EdgeSource;
}

/** The sources that a configuration asks for. */
export type Sources = (config: Config, sight: Sight) => ReadonlyArray<WantedSource>;
