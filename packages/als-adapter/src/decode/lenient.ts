import type { Reader } from 'protobufjs';

type Decode = (reader: Reader, length: number) => unknown;

/** Decodes a message that stands in another one; gives undefined where it cannot be read, so that it costs only itself. */
export const lenient =
  (decode: Decode): Decode =>
  (reader, length) => {
    const { len, pos } = reader;
    const message = attempted(decode, reader, length);
    reader.len = len;
    reader.pos = pos;
    reader.skip(length);
    return message;
  };

const attempted = (decode: Decode, reader: Reader, length: number): unknown => {
  try {
    return decode(reader, length);
  } catch {
    return undefined;
  }
};
