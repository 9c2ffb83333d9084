import * as grpc from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { compiled } from './globalSidecar/compiled.js';
import { ports } from './globalSidecar/Envoy.js';
import { site } from './globalSidecar/Site.js';
import { addresses } from './globalSidecar/upstream.js';

site(compiled());

const bytes = (value: Buffer): Buffer => value;
const method = {
  requestSerialize: bytes,
  requestDeserialize: bytes,
  responseSerialize: bytes,
  responseDeserialize: bytes
};
const service = {
  echo: { path: '/test.Echo/Echo', requestStream: false, responseStream: false, ...method },
  fail: { path: '/test.Echo/Fail', requestStream: false, responseStream: false, ...method },
  talk: { path: '/test.Echo/Talk', requestStream: true, responseStream: true, ...method }
};

interface Echo extends grpc.Client {
  echo(message: Buffer, metadata: grpc.Metadata, done: grpc.requestCallback<Buffer>): void;
  fail(message: Buffer, metadata: grpc.Metadata, done: grpc.requestCallback<Buffer>): void;
  talk(metadata: grpc.Metadata): grpc.ClientDuplexStream<Buffer, Buffer>;
}

test('gRPC works: calls, errors and streams', async () => {
  const server = new grpc.Server();
  server.addService(service, {
    echo: (call: grpc.ServerUnaryCall<Buffer, Buffer>, done: grpc.sendUnaryData<Buffer>) =>
      done(null, call.request),
    fail: (_: unknown, done: grpc.sendUnaryData<Buffer>) =>
      done({ code: grpc.status.NOT_FOUND, details: 'no such thing' }),
    talk: (call: grpc.ServerDuplexStream<Buffer, Buffer>) => {
      call.on('data', (data: Buffer) => call.write(data));
      call.on('end', () => call.end());
    }
  });
  await new Promise((resolve, reject) =>
    server.bindAsync('[::]:9082', grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port)
    )
  );
  const Client = grpc.makeGenericClientConstructor(service, 'Echo') as unknown as new (
    ...args: ConstructorParameters<typeof grpc.Client>
  ) => Echo;
  const client = new Client(`127.0.0.1:${ports.http}`, grpc.credentials.createInsecure(), {
    'grpc.default_authority': 'ratings'
  });
  const metadata = new grpc.Metadata();
  metadata.set('slime-orig-dest', `${addresses.ipv4}:9082`);
  metadata.set('slime-source-ns', 'shop');
  const call = (name: 'echo' | 'fail', text: string): Promise<string> =>
    new Promise(resolve =>
      client[name](Buffer.from(text), metadata, (error, value) =>
        resolve(error === null ? String(value) : `${error.code} ${error.details}`)
      )
    );
  expect(await call('echo', 'hello')).toBe('hello');
  expect(await call('fail', 'hello')).toBe('5 no such thing');
  const stream = client.talk(metadata);
  const heard: string[] = [];
  stream.on('data', (data: Buffer) => heard.push(String(data)));
  const ended = new Promise(resolve => stream.on('status', resolve));
  stream.write(Buffer.from('a'));
  await expect.poll(() => heard).toEqual(['a']);
  stream.write(Buffer.from('b'));
  stream.end();
  expect(await ended).toMatchObject({ code: 0 });
  expect(heard).toEqual(['a', 'b']);
  client.close();
  server.forceShutdown();
});
