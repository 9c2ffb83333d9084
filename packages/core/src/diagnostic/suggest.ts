import { editDistance } from './editDistance.js';

/** Hosts have at most 253 characters; what is longer is not compared. */
const longest = 256;

/**
 * The candidate that a misspelt name most likely meant; undefined where none is near.
 *
 * Case is ignored, and so are the labels at the end that a host shares with the candidate: `web.shop.svc` is no
 * misspelling of `api.shop.svc`, however long the part that they have in common. Ties go to the first by code units.
 */
export const didYouMean = (name: string, candidates: Iterable<string>): string | undefined => {
  if (name.length > longest) return undefined;
  const wanted = name.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > mostEdits) continue;
    const distance = difference(wanted, candidate.toLowerCase(), best?.distance ?? mostEdits);
    if (distance === undefined) continue;
    if (best === undefined || distance < best.distance || candidate < best.candidate)
      best = { candidate, distance };
  }
  return best?.candidate;
};

const mostEdits = 3;

/** How many edits lie between the parts that differ; undefined where they are too many for a misspelling. */
const difference = (a: string, b: string, most: number): number | undefined => {
  if (a === b) return 0;
  const shared = sharedLabels(a, b);
  const left = a.slice(0, a.length - shared);
  const right = b.slice(0, b.length - shared);
  const limit = Math.min(
    most,
    Math.max(1, Math.floor(left.length / 3)),
    Math.min(left.length, right.length) - 1
  );
  return Math.abs(left.length - right.length) > limit ? undefined : editDistance(left, right, limit);
};

/** The length of the labels that both end with, with the dot before them. */
const sharedLabels = (a: string, b: string): number => {
  let length = 0;
  let labels = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) {
    length += 1;
    if (a[a.length - length] === '.') labels = length;
  }
  return labels;
};
