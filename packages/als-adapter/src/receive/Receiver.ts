import { Server } from '@grpc/grpc-js';
import type { sendUnaryData, ServerCredentials } from '@grpc/grpc-js';
import type { Limits, Settings } from './Settings.js';
import type { Call } from './Stream.js';

const same = (bytes: Buffer): Buffer => bytes;

/** The one method, by which messages come as the bytes that they are. */
const StreamAccessLogs = {
  path: '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs',
  requestStream: true,
  responseStream: false,
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same
} as const;

/** A server that listens. */
export interface Receiver {
  readonly port: number;
  /** Takes no new connections or streams, and resolves when the open ones have ended, or their grace has. */
  close(): Promise<void>;
}

const optionsOf = (limits: Limits) => ({
  'grpc.max_receive_message_length': limits.message,
  'grpc.max_concurrent_streams': limits.streamsPerConnection,
  'grpc.max_connection_idle_ms': limits.idle,
  'grpc.keepalive_time_ms': limits.keepalive,
  'grpc.keepalive_timeout_ms': limits.keepaliveTimeout,
  'grpc.enable_channelz': 0
});

const why = (message: string): string => {
  if (message.includes('EADDRINUSE'))
    return 'something else listens there. Choose another port, or 0 for any';
  if (message.includes('EACCES')) return 'this user may not listen there. Choose a port from 1024 on';
  return message;
};

const whereOf = ({ address, port }: Settings): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const listening = (server: Server, settings: Settings, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(whereOf(settings), credentials, (error, port) => {
      if (error === null) resolve(port);
      else
        reject(new Error(`Cannot listen on ${whereOf(settings)}: ${why(error.message)}.`, { cause: error }));
    });
  });

const closing = (server: Server, grace: number): Promise<void> =>
  new Promise(resolve => {
    const timer = setTimeout(() => server.forceShutdown(), grace);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Listens for access logs; `accept` is given every stream. Rejects with where and why it cannot. */
export const receive = async (
  settings: Settings,
  limits: Limits,
  credentials: ServerCredentials,
  accept: (call: Call, answer: sendUnaryData<Buffer>) => void
): Promise<Receiver> => {
  const server = new Server(optionsOf(limits));
  server.addService({ StreamAccessLogs }, { StreamAccessLogs: accept });
  const port = await listening(server, settings, credentials);
  return { port, close: () => closing(server, limits.grace) };
};
