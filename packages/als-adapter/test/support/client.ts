import { Client, credentials, status } from '@grpc/grpc-js';
import type { ChannelCredentials, ClientOptions, ClientWritableStream, ServiceError } from '@grpc/grpc-js';

const same = (bytes: Buffer): Buffer => bytes;
const method = '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs';

/** A stream as an Envoy has it. */
export interface Sender {
  readonly raw: ClientWritableStream<Buffer>;
  send(...messages: ReadonlyArray<Uint8Array>): void;
  /** The name of the status with which it has ended. */
  readonly ended: Promise<string>;
  close(): void;
}

/** A proxy that opens streams to a port of this machine. */
export class Proxy {
  private readonly client: Client;

  constructor(
    port: number,
    how: ChannelCredentials = credentials.createInsecure(),
    options: ClientOptions = {}
  ) {
    this.client = new Client(`localhost:${port}`, how, {
      'grpc.enable_retries': 0,
      'grpc.use_local_subchannel_pool': 1,
      ...options
    });
  }

  open(): Sender {
    let told: (name: string) => void = () => undefined;
    const ended = new Promise<string>(resolve => (told = resolve));
    const raw = this.client.makeClientStreamRequest(method, same, same, (error: ServiceError | null) =>
      told(status[error?.code ?? status.OK])
    );
    raw.on('error', () => undefined);
    return {
      raw,
      ended,
      send: (...messages) => {
        for (const each of messages) raw.write(Buffer.from(each));
      },
      close: () => raw.end()
    };
  }

  /** Sends messages and closes the stream; resolves with the status. */
  async report(...messages: ReadonlyArray<Uint8Array>): Promise<string> {
    const stream = this.open();
    stream.send(...messages);
    stream.close();
    return stream.ended;
  }

  close(): void {
    this.client.close();
  }
}
