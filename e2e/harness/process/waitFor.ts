import { setTimeout as sleep } from 'node:timers/promises';
import { lastWords } from './Process.js';
import type { Process } from './Process.js';

export interface Patience {
  readonly seconds?: number;
  /** Components without which waiting is in vain. */
  readonly needs?: ReadonlyArray<Process>;
  /** Milliseconds between two questions; 40 where nothing is said. */
  readonly every?: number;
}

const checkAlive = (what: string, needs: ReadonlyArray<Process>): void => {
  for (const each of needs) {
    const end = each.ended();
    if (end !== undefined) throw new Error(`${each.name} ended (${end}) before ${what}:\n${lastWords(each)}`);
  }
};

/** A check that does not hold yet, with a word about why. */
const attempt = async <A>(check: () => Promise<A | undefined>): Promise<{ value?: A; why: string }> => {
  try {
    const value = await check();
    return value === undefined ? { why: 'it did not hold' } : { value, why: '' };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
};

/** Asks again and again until the check gives a value; errors count as "not yet". */
export const waitFor = async <A>(
  what: string,
  check: () => Promise<A | undefined>,
  { seconds = 30, needs = [], every = 40 }: Patience = {}
): Promise<A> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    checkAlive(what, needs);
    const { value, why } = await attempt(check);
    if (value !== undefined) return value;
    if (Date.now() > deadline) {
      const words = needs.map(each => `\n${each.name}:\n${lastWords(each)}`).join('');
      throw new Error(`Waited ${seconds} s in vain for ${what}: ${why}${words}`);
    }
    await sleep(every);
  }
};
