import { whyUnlearned } from '../hearing/WhyUnlearned.js';

const words: Readonly<Record<string, string>> = whyUnlearned;

/** Why a call was not learned, in words; a source's own word, where it is no known one. */
export const describeWhy = (why: string): string => (Object.hasOwn(words, why) ? (words[why] ?? why) : why);
