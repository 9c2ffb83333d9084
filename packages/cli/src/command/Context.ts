import type { Capabilities } from '../Capabilities.js';
import type { Exit } from '../exit.js';

/**
 * What commands are made with: the world, what the user calls the program, and a place for the exit code.
 */
export interface Context {
  readonly capabilities: Capabilities;
  readonly name: string;
  readonly finish: (code: Exit) => void;
}
