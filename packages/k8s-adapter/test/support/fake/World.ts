import { resourceName } from './Definition.js';
import type { Definition } from './Definition.js';
import { Faults } from './Faults.js';
import type { Snapshots } from './list.js';
import type { Recorded } from './Recorded.js';
import { Store } from './Store.js';
import type { Watch } from './watch.js';

/** How a watch that is too old is told so: by its status, or by its first event. */
export type ExpiredBy = 'status' | 'event';

/** All that a server knows. */
export class World {
  readonly store = new Store();
  readonly snapshots: Snapshots = new Map();
  readonly watches = new Set<Watch>();
  readonly faults = new Faults();
  readonly requests: Array<Recorded> = [];
  /** Who is let in; everybody where nothing is said. */
  tokens: ReadonlySet<string> | undefined;
  expiredBy: ExpiredBy = 'event';

  constructor(public definitions: ReadonlyArray<Definition>) {}

  /** A kind of any group by its name; an error where it is not served. */
  definitionOf(kind: string): Definition {
    const found = this.definitions.find(each => each.kind === kind);
    if (found === undefined) throw new Error(`${kind} is not served`);
    return found;
  }

  serve(definitions: ReadonlyArray<Definition>): void {
    const names = new Set(definitions.map(resourceName));
    this.definitions = [...this.definitions.filter(each => !names.has(resourceName(each))), ...definitions];
  }

  withdraw(kind: string): void {
    const gone = this.definitionOf(kind);
    this.store.clear(gone);
    this.definitions = this.definitions.filter(each => each !== gone);
    for (const each of this.watches)
      if (resourceName(each.target.definition) === resourceName(gone)) each.end();
  }
}
