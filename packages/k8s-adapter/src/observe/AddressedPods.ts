import { emptyBook, withPods } from '@meshfence/core';
import type { AddressBook, Instant } from '@meshfence/core';
import type { Listener } from '../watch/Reflection.js';
import { podListener } from './podListener.js';
import type { PodItem } from './podListener.js';

/** Which pods have, and had lately, which addresses. */
export interface AddressedPods {
  readonly listener: Listener<PodItem>;
  readonly book: () => AddressBook;
}

export const newAddressedPods = (now: () => Instant.Instant): AddressedPods => {
  let book = emptyBook;
  return {
    listener: podListener(changes => {
      book = withPods(book, changes, now());
    }, now),
    book: () => book
  };
};
