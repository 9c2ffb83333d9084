import * as grpc from '@grpc/grpc-js';

/** Takes access logs as the controller does, but only keeps their bytes. */
export interface LogReceiver {
  /** Everything so far, as far as it is text. */
  readonly text: () => string;
  readonly stop: () => void;
}

const bytes = (value: Buffer): Buffer => value;

const service = {
  streamAccessLogs: {
    path: '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs',
    requestStream: true,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: bytes,
    responseDeserialize: bytes
  }
};

/** Starts it at an address. */
export const startLogReceiver = async (address: string): Promise<LogReceiver> => {
  const messages: Buffer[] = [];
  const server = new grpc.Server();
  server.addService(service, {
    streamAccessLogs: (call: grpc.ServerReadableStream<Buffer, Buffer>) => {
      call.on('data', (message: Buffer) => messages.push(message));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(address, grpc.ServerCredentials.createInsecure(), error =>
      error === null ? resolve() : reject(error)
    );
  });
  return { text: () => Buffer.concat(messages).toString('latin1'), stop: () => server.forceShutdown() };
};
