import { kept } from '../Decode.js';
import type { Decode } from '../Decode.js';
import { unknownFields } from '../field.js';
import { edgesOf } from './edges.js';
import { hearingsOf } from './hearings.js';
import { sourcesOf } from './sources.js';

const known = ['apiVersion', 'kind', 'metadata', 'edges', 'sources', 'hearings'];

/** An EdgeList: observed calls in a file that people review, and what their observers say of themselves. */
export const edgeList: Decode = document => {
  const edges = edgesOf(document);
  const sources = sourcesOf(document);
  const hearings = hearingsOf(document);
  const value = { edges: edges.value, sources: sources.value, hearings: hearings.value };
  return kept(
    [{ field: 'edges', value }],
    [
      ...edges.diagnostics,
      ...sources.diagnostics,
      ...hearings.diagnostics,
      ...unknownFields(document, [], document.object, known)
    ]
  );
};
