import type { Labels } from '@meshfence/core';
import { newSelectors } from '../observe/Selectors.js';

/**
 * Sidecars that are being written, as far as others have to wait for them.
 *
 * What is being written is not live yet, and may soon be: a Sidecar for the same workload must not be made beside it.
 */
export interface UnderWay {
  readonly begin: (key: string, selector: Labels.Labels) => void;
  /** It is known what came of it: who has waited is looked at again. */
  readonly end: (key: string) => void;
  /** Whether another fence's Sidecar is in the way of a fence's; if so, the fence waits. */
  readonly blocks: (key: string, selector: Labels.Labels) => boolean;
  /** The fence is looked at again when a Sidecar has gone. */
  readonly hold: (key: string) => void;
  /** A Sidecar has gone: who has waited is looked at again. */
  readonly release: () => void;
  /** Nobody waits for anything any more. */
  readonly clear: () => void;
}

/** `again` is told of each fence that has waited. */
export const newUnderWay = (again: (key: string) => void): UnderWay => {
  let selectors = newSelectors();
  const writing = new Set<string>();
  const waiting = new Set<string>();

  const release = (): void => {
    const released = [...waiting];
    waiting.clear();
    released.forEach(again);
  };

  return {
    begin: (key, selector) => {
      writing.add(key);
      selectors.set(key, selector);
    },
    end: key => {
      if (!writing.delete(key)) return;
      selectors.remove(key);
      release();
    },
    blocks: (key, selector) => {
      if (writing.size === 0) return false;
      const namespace = key.slice(0, key.indexOf('/'));
      const isBlocked = selectors.meeting(namespace, selector).some(other => other !== key);
      if (isBlocked) waiting.add(key);
      return isBlocked;
    },
    hold: key => void waiting.add(key),
    release,
    clear: () => {
      selectors = newSelectors();
      writing.clear();
      release();
    }
  };
};
