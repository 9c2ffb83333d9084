const fnv = (text: string, seed: number): number => {
  let hash = seed;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};

const hex = (number: number): string => number.toString(16).padStart(8, '0');

/** Sixteen digits that differ where two texts do (FNV-1a, twice). Good for noticing a change, and for nothing secret. */
export const fingerprint = (text: string): string => {
  const first = fnv(text, 0x811c9dc5);
  return hex(first) + hex(fnv(text, first));
};
