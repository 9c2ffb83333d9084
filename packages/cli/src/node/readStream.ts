import type { Readable } from 'node:stream';

const tooLarge = (limit: number): Error =>
  Object.assign(new Error(`more than ${limit} bytes`), { code: 'EFBIG' });

/** All bytes of a stream; rejects with `EFBIG` as soon as there are more than the limit. */
export const readStream = async (stream: Readable, limit: number): Promise<Uint8Array> => {
  const chunks: Array<Buffer> = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
