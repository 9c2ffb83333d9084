import { rename, writeFile } from 'node:fs/promises';
import type { JsonObject } from '@meshfence/core';

/** A call that was observed, as an EdgeList has it. */
export type EdgeEntry = JsonObject;

/** A file is there as a whole or not at all: whoever reads it never sees half of it. */
const replaceFile = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
};

const edgeList = (edges: ReadonlyArray<EdgeEntry>): string =>
  JSON.stringify({
    apiVersion: 'meshfence.io/v1alpha1',
    kind: 'EdgeList',
    metadata: { name: 'observed' },
    edges
  });

/** Writes the EdgeList that a controller reads, in one stroke. */
export const writeEdges = (file: string, edges: ReadonlyArray<EdgeEntry>): Promise<void> =>
  replaceFile(file, edgeList(edges));
