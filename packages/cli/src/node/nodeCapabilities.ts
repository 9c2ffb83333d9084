import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Capabilities } from '../Capabilities.js';
import { ending } from './ending.js';
import { nodeFiles } from './nodeFiles.js';
import { nodeOutput } from './nodeOutput.js';
import { readStream } from './readStream.js';

const version = (): string => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
};

/** The real world. */
export const nodeCapabilities = (): Capabilities => ({
  files: nodeFiles,
  stdin: { isTerminal: isatty(0), read: limit => readStream(process.stdin, limit) },
  stdout: nodeOutput(process.stdout),
  stderr: nodeOutput(process.stderr),
  now: () => Date.now(),
  environment: process.env,
  workingFolder: process.cwd(),
  version: version(),
  process: { stderr: process.stderr, ending }
});
