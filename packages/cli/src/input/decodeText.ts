/** The byte order marks of the encodings that a manifest may come in; PowerShell's `>` writes UTF-16. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
};

/**
 * The text that the bytes hold, without a byte order mark.
 *
 * Bytes that are no text become replacement characters: the decoder of documents reports them.
 */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes)).decode(bytes);
