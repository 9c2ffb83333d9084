// As much of DER as a certificate needs: https://www.itu.int/rec/T-REC-X.690.

const lengthOf = (size: number): Buffer => {
  if (size < 128) return Buffer.from([size]);
  const bytes = Buffer.from(size.toString(16).padStart(size < 256 ? 2 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

/** A value with its tag and its length. */
export const tagged = (tag: number, ...parts: ReadonlyArray<Buffer>): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
};

export const sequence = (...parts: ReadonlyArray<Buffer>): Buffer => tagged(0x30, ...parts);
export const set = (...parts: ReadonlyArray<Buffer>): Buffer => tagged(0x31, ...parts);
export const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]));
export const bitString = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes);
export const octets = (bytes: Buffer): Buffer => tagged(0x04, bytes);
export const text = (value: string): Buffer => tagged(0x0c, Buffer.from(value));
export const yes = tagged(0x01, Buffer.from([0xff]));
/** An object identifier, in hexadecimal. */
export const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));

/** An instant to the second. */
export const time = (at: Date): Buffer =>
  tagged(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2, 14)}Z`
    )
  );
