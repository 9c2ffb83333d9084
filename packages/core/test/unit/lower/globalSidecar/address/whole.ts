import * as E from 'fp-ts/lib/Either.js';
import { compile } from '../../../../../src/Regex.js';

/** Whether an expression matches a whole text, as Envoy asks. */
export const whole = (source: string): ((text: string) => boolean) => {
  const compiled = compile(`^(?:${source})$`);
  if (E.isLeft(compiled)) throw new Error(compiled.left);
  return text => !text.includes('\n') && compiled.right.test(text);
};
