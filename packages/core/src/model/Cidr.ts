/** An address with the number of its leading bits that count: 32 bits of IPv4, or 128 of IPv6, in bytes. */
export interface Cidr {
  readonly bytes: ReadonlyArray<number>;
  readonly prefix: number;
}

const octet = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

const ofIpv4 = (text: string): ReadonlyArray<number> | undefined => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => octet.test(part)) ? parts.map(Number) : undefined;
};

const group = /^[0-9a-fA-F]{1,4}$/;

const bytesOf = (groups: ReadonlyArray<string>): ReadonlyArray<number> | undefined =>
  groups.every(each => group.test(each))
    ? groups.flatMap(each => {
        const number = Number.parseInt(each, 16);
        return [number >> 8, number & 255];
      })
    : undefined;

const split = (text: string): ReadonlyArray<string> => (text === '' ? [] : text.split(':'));

/** Eight groups, or fewer around one `::`. */
const ofIpv6 = (text: string): ReadonlyArray<number> | undefined => {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0 || !text.includes(':')) return undefined;
  const [before, after] = [split(left), split(right ?? '')];
  const missing = 8 - before.length - after.length;
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  return bytesOf([
    ...before,
    ...Array.from({ length: right === undefined ? 0 : missing }, () => '0'),
    ...after
  ]);
};

/** `10.0.0.0/8`, `fd00::/8`, or an address alone; undefined where the text is neither. */
export const parse = (text: string): Cidr | undefined => {
  const [address = '', length, ...more] = text.split('/');
  const bytes = ofIpv4(address) ?? ofIpv6(address);
  if (bytes === undefined || more.length > 0) return undefined;
  const most = bytes.length * 8;
  if (length === undefined) return { bytes, prefix: most };
  return /^\d{1,3}$/.test(length) && Number(length) <= most ? { bytes, prefix: Number(length) } : undefined;
};

/** Why a text is no address and no CIDR; undefined where it is one. */
export const whyNotCidr = (text: string): string | undefined =>
  parse(text) === undefined ? 'it is neither an IP address nor a CIDR such as 10.0.0.0/8' : undefined;
