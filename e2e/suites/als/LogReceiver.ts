import { ServerCredentials } from '@grpc/grpc-js';
import type { LogReporter, Sighting } from '@meshfence/core';
import { decodeMessage } from '../../../packages/als-adapter/src/decode/schema.js';
import type { Message } from '../../../packages/als-adapter/src/decode/schema.js';
import { toSighting } from '../../../packages/als-adapter/src/decode/toSighting.js';
import { identify } from '../../../packages/als-adapter/src/receive/identify.js';
import { receive } from '../../../packages/als-adapter/src/receive/Receiver.js';
import { defaultLimits } from '../../../packages/als-adapter/src/receive/Settings.js';
import { nodeAddress } from '../../harness/network/Node.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { controllerPort } from './Receiver.js';

/** An entry as it came, and who told of it. */
export interface Told {
  readonly node: string;
  readonly reporter: LogReporter;
  readonly sighting: Sighting;
}

/** The adapter's own ears in this process, without its judgement: what came is there, entry by entry. */
export interface LogReceiver {
  told(): ReadonlyArray<Told>;
  /** Waits for an entry about a request of this user agent. */
  heard(userAgent: string): Promise<Told>;
  /** Waits until nothing more comes; gives what came after so many entries. */
  rest(since: number): Promise<ReadonlyArray<Told>>;
  stop(): Promise<void>;
}

const sightingsIn = (form: Sighting['kind'], logs: Message['http_logs']): ReadonlyArray<Sighting> =>
  (logs?.log_entry ?? []).filter(entry => entry !== undefined).map(entry => toSighting(form, entry));

const sightingsOf = ({ http_logs, tcp_logs }: Message): ReadonlyArray<Sighting> => [
  ...sightingsIn('http', http_logs),
  ...sightingsIn('tcp', tcp_logs)
];

/** Who is at the other end of a stream, by its first message. */
const introduced = (message: Message): Omit<Told, 'sighting'> => ({
  node: message.identifier?.node?.id ?? '',
  reporter: identify(message, undefined, []) ?? { _tag: 'Stranger' }
});

/** Proxies tell of everything once a second. */
const silence = 2500;

/** Listens where proxies look for the controller. */
export const startLogReceiver = async (): Promise<LogReceiver> => {
  const all: Told[] = [];
  let lastAt = Date.now();
  const settings = { address: nodeAddress, port: controllerPort, globalSidecars: () => [] };
  const receiver = await receive(settings, defaultLimits, ServerCredentials.createInsecure(), call => {
    let by: Omit<Told, 'sighting'> | undefined;
    call.on('data', (bytes: Buffer) => {
      const message = decodeMessage(bytes);
      const from = (by ??= introduced(message));
      all.push(...sightingsOf(message).map(sighting => ({ ...from, sighting })));
      lastAt = Date.now();
    });
  });
  return {
    told: () => all,
    heard: userAgent =>
      waitFor(`a log of ${userAgent}`, () =>
        Promise.resolve(all.find(({ sighting }) => sighting.userAgent === userAgent))
      ),
    rest: async since => {
      const began = Date.now();
      await waitFor('entries to come no more', () =>
        Promise.resolve(Date.now() - Math.max(began, lastAt) > silence ? true : undefined)
      );
      return all.slice(since);
    },
    stop: receiver.close
  };
};
