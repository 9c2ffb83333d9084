import type { Capabilities } from '../Capabilities.js';
import { withCluster } from '../cluster/withCluster.js';
import type { MeshOptions } from '../command/Options.js';
import { decodeMesh } from '../core.js';
import type { Diagnosed, Mesh, SourceText } from '../core.js';
import { exit, failure } from '../exit.js';
import { readTexts } from './readTexts.js';

/** A decoded mesh, and the texts that its findings may point into. */
export interface ReadMesh {
  readonly texts: ReadonlyArray<SourceText>;
  readonly decoded: Diagnosed<Mesh>;
}

/** A way to read a mesh. */
export type Read = (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: MeshOptions & { readonly now: number }
) => Promise<ReadMesh>;

/** The observed calls of files, beside what a cluster holds. */
const withEdges = ({ diagnostics, value }: Diagnosed<Mesh>, edges: Diagnosed<Mesh>): Diagnosed<Mesh> => ({
  value: { ...value, edges: edges.value.edges, sources: edges.value.sources },
  diagnostics: [...diagnostics, ...edges.diagnostics.filter(({ code }) => code !== 'config-missing')]
});

/** The mesh of a cluster as it is now. */
export const readLive: Read = async (capabilities, paths, options) => {
  const { edges, now, slimeboot } = options;
  if (paths.length > 0)
    throw failure(exit.usage, '--live reads the cluster, and no paths.', 'Give either --live or paths.');
  const texts = edges.length === 0 ? [] : await readTexts(capabilities, edges);
  const live = await withCluster(options, (client, { liveMesh }) =>
    liveMesh({ client, slimeBoots: slimeboot, now })
  );
  return { texts, decoded: withEdges(live, decodeMesh(texts, { now })) };
};
