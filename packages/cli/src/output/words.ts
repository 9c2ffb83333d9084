/** `1 file`, `2 files`, `2 entries`. */
export const counted = (count: number, noun: string): string => {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
};

/** `12,345`, whatever the machine's language is. */
export const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A folder's name without slashes at its end, as messages show it. */
export const trimmed = (folder: string): string => folder.replace(/\/+$/, '') || '/';

/** `a`, `a and b`, `a, b and c`. */
export const listed = (parts: ReadonlyArray<string>): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
