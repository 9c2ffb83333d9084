// gRPC without protobuf: messages are bytes. echo.Echo has Unary, Fail (NOT_FOUND) and Bidi.
import { Server, ServerCredentials, status } from '@grpc/grpc-js';

const bytes = { serialize: value => value, deserialize: value => value };

/** One method of the service, for servers and clients alike. */
export const method = (name, stream) => ({
  path: `/echo.Echo/${name}`,
  requestStream: stream,
  responseStream: stream,
  requestSerialize: bytes.serialize,
  requestDeserialize: bytes.deserialize,
  responseSerialize: bytes.serialize,
  responseDeserialize: bytes.deserialize
});

export const methods = {
  Unary: method('Unary', false),
  Fail: method('Fail', false),
  Bidi: method('Bidi', true)
};

const handlers = name => ({
  Unary: (call, done) => {
    const heard = { by: name, said: call.request.toString(), metadata: call.metadata.getMap() };
    done(null, Buffer.from(JSON.stringify(heard)));
  },
  Fail: (_call, done) => done({ code: status.NOT_FOUND, details: 'no such thing' }),
  Bidi: call => {
    call.on('data', message => call.write(Buffer.from(`${name}: ${message}`)));
    call.on('end', () => call.end());
  }
});

export const serveGrpc = (name, port) =>
  new Promise((resolve, reject) => {
    const server = new Server();
    server.addService(methods, handlers(name));
    server.bindAsync(`0.0.0.0:${port}`, ServerCredentials.createInsecure(), error =>
      error === null ? resolve() : reject(error)
    );
  });
