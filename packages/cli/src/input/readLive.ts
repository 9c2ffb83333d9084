import type { Capabilities } from '../Capabilities.js';
import { askLeader } from '../cluster/askLeader.js';
import type { Leader } from '../cluster/askLeader.js';
import { withCluster } from '../cluster/withCluster.js';
import type { MeshOptions } from '../command/Options.js';
import { decodeMesh } from '../core.js';
import type { Diagnosed, Mesh, SourceText } from '../core.js';
import { exit, failure } from '../exit.js';
import { readTexts } from './readTexts.js';

/** A decoded mesh, whose time is not set yet, and the texts that its findings may point into. */
export interface ReadMesh {
  readonly texts: ReadonlyArray<SourceText>;
  readonly decoded: Diagnosed<Mesh>;
}

/** A way to read a mesh. */
export type Read = (
  capabilities: Capabilities,
  paths: ReadonlyArray<string>,
  options: MeshOptions & { readonly leader?: Leader }
) => Promise<ReadMesh>;

/** What a cluster holds, beside it the observed calls of others: of files, or of its controller. */
const withEdges = (
  { diagnostics, value }: Diagnosed<Mesh>,
  lists: ReadonlyArray<Diagnosed<Mesh>>
): Diagnosed<Mesh> => ({
  value: {
    ...value,
    edges: lists.flatMap(list => list.value.edges),
    sources: lists.flatMap(list => list.value.sources),
    hearings: lists.flatMap(list => list.value.hearings)
  },
  diagnostics: [
    ...diagnostics,
    ...lists.flatMap(list => list.diagnostics.filter(({ code }) => code !== 'config-missing'))
  ]
});

/** The mesh of a cluster as it is now, with what its controller has observed where that is asked for. */
export const readLive: Read = async (capabilities, paths, options) => {
  const { edges, leader, quiet = false, slimeboot } = options;
  if (paths.length > 0)
    throw failure(exit.usage, '--live reads the cluster, and no paths.', 'Give either --live or paths.');
  const texts = edges.length === 0 ? [] : await readTexts(capabilities, edges);
  const files = decodeMesh(texts);
  return withCluster(options, async (client, adapter) => {
    const live = await adapter.liveMesh({ client, slimeBoots: slimeboot });
    const { config } = live.value;
    const told =
      leader === undefined ? [] : [await askLeader(capabilities, { adapter, client, config, leader, quiet })];
    return { texts, decoded: withEdges(live, [files, ...told]) };
  });
};
