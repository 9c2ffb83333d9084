const mark = '…';

/** A text of at most so many bytes of UTF-8; one that was longer ends in `…`, and no character is cut in two. */
export const cut = (text: string, most: number): string => {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  let end = most - Buffer.byteLength(mark);
  // A byte of the form 10xxxxxx goes on with a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return `${bytes.subarray(0, end).toString()}${mark}`;
};
