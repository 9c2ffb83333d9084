import protobuf from 'protobufjs';

/** The fields of a message that are there, as bits: each of Envoy's response flags is a field of its own. */
export const flagBits = (bytes: Uint8Array): number => {
  if (bytes.length === 0) return 0;
  const reader = protobuf.Reader.create(bytes);
  let bits = 0;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const field = tag >>> 3;
    // A flag that is written as false is none, but nobody writes that.
    if (field < 31) bits |= 1 << field;
    reader.skipType(tag & 7);
  }
  return bits;
};
