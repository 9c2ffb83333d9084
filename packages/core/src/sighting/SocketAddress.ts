/** An IP address and a port. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number | undefined;
}

const form = /^(?:\[([0-9a-fA-F:.]{2,45})\]|([0-9.]{7,15})):(\d{1,5})$/;

/** `10.0.0.1:80` or `[fd00::1]:80`; undefined where the text is no address with a port. */
export const parseAddress = (text: string): SocketAddress | undefined => {
  const [, ipv6, ipv4, port] = form.exec(text) ?? [];
  const address = ipv6?.toLowerCase() ?? ipv4;
  return address === undefined ? undefined : { address, port: Number(port) };
};

const port = /^(?:\[[^\]]*\]|[^:[\]]*):(\d{1,5})$/;

/** The port of an authority; undefined where it has none. */
export const portIn = (authority: string): number | undefined => {
  const digits = port.exec(authority)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const local = /^(?:127\.|0\.|169\.254\.|22[4-9]\.|23\d\.|255\.|::1?$|fe[89ab]|ff|::ffff:(?:127|0)\.)/;

/** Whether an address is of the caller's own machine or link, or of no machine at all: loopback, link-local, multicast. */
export const isLocal = (address: string): boolean => local.test(address);
