import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Labels = Readonly<Record<string, string>>;

/** A process that shows numbers to Prometheus, as a proxy does. */
export interface Exporter {
  /** HOST:PORT, the same after a restart. */
  readonly target: string;
  add(metric: string, labels: Labels, by?: number): void;
  /** Forgets every number, as a restart does. */
  reset(): void;
  /** How often it was scraped. */
  scrapes(): number;
  /** Nobody answers at its address any more. */
  stop(): Promise<void>;
  startAgain(): Promise<void>;
}

const series = (metric: string, labels: Labels): string =>
  `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}}`;

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

const closed = (server: Server): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export const startExporter = async (): Promise<Exporter> => {
  const values = new Map<string, number>();
  let scrapes = 0;
  const newServer = (): Server =>
    createServer((_request, response) => {
      scrapes += 1;
      response.setHeader('content-type', 'text/plain; version=0.0.4');
      response.end([...values].map(([name, value]) => `${name} ${value}\n`).join(''));
    });
  let server = newServer();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    target: `127.0.0.1:${port}`,
    add: (metric, labels, by = 1) => {
      const name = series(metric, labels);
      values.set(name, (values.get(name) ?? 0) + by);
    },
    reset: () => values.clear(),
    scrapes: () => scrapes,
    stop: () => closed(server),
    startAgain: () => {
      server = newServer();
      return listen(server, port);
    }
  };
};
