import type { Deciding } from '../decide/Deciding.js';
import type { EdgeBook } from '../learn/EdgeBook.js';
import type { AddressedPods } from '../observe/AddressedPods.js';

/** What a controller consists of, for those parts that need several others. */
export interface Parts extends Deciding {
  readonly pods: AddressedPods;
  readonly book: EdgeBook;
}
