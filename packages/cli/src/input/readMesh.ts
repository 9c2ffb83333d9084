import type { Capabilities } from '../Capabilities.js';
import type { Leader } from '../cluster/askLeader.js';
import type { MeshOptions } from '../command/Options.js';
import { compile, decodeMesh, sorted } from '../core.js';
import type { Diagnostic, Mesh, Plan, SourceText } from '../core.js';
import { readLive } from './readLive.js';
import type { Read } from './readLive.js';
import { readTexts } from './readTexts.js';

/** The input of a command, compiled, with the texts that its diagnostics point into. */
export interface Compiled {
  readonly mesh: Mesh;
  readonly plan: Plan;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  readonly sources: ReadonlyMap<string, string>;
}

/** The working folder, for those who name nothing. */
export const defaultPaths: ReadonlyArray<string> = ['.'];

/** A line of such a file is nothing to show. */
const isBinary = (text: string): boolean => text.includes('\0');

/** The texts by their names, for diagnostics to point into. */
export const sourcesOf = (texts: ReadonlyArray<SourceText>): ReadonlyMap<string, string> =>
  new Map(texts.filter(({ text }) => !isBinary(text)).map(({ file, text }) => [file, text]));

const readFiles: Read = async (capabilities, paths, { edges }) => {
  const texts = await readTexts(capabilities, [...(paths.length === 0 ? defaultPaths : paths), ...edges]);
  return { texts, decoded: decodeMesh(texts) };
};

/** Reads the paths, or the cluster and its `leader` where one is given, and compiles what they hold. */
export const readMesh = async (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: MeshOptions & { readonly leader?: Leader }
): Promise<Compiled> => {
  const read = options.live === true ? readLive : readFiles;
  const { decoded, texts } = await read(capabilities, paths, options);
  // What was seen while it was read is no later than the time that counts.
  const mesh = { ...decoded.value, now: options.now ?? capabilities.now() };
  const { value: plan, diagnostics } = compile(mesh);
  return {
    mesh,
    plan,
    diagnostics: sorted([...decoded.diagnostics, ...diagnostics]),
    sources: sourcesOf(texts)
  };
};
