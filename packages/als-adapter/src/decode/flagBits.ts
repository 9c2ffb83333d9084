import type { Reader } from 'protobufjs';

/**
 * The fields of a message that are there, as bits: each of Envoy's response flags is a field of its own.
 *
 * Throws where there is no such message.
 */
export const flagBits = (reader: Reader, length: number): number => {
  const end = reader.pos + length;
  let bits = 0;
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = tag >>> 3;
    // A flag that is written as false is none, but nobody writes that.
    if (field < 31) bits |= 1 << field;
    reader.skipType(tag & 7);
  }
  if (reader.pos > end) throw new RangeError('The last flag is longer than the message.');
  return bits;
};
