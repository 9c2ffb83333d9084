import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Whoever was given a port may not have taken it yet. */
const given = new Set<number>();

const anyPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '0.0.0.0', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A TCP port that nothing listens on, and that nobody else of this process was given. */
export const freePort = async (): Promise<number> => {
  const port = await anyPort();
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
};
