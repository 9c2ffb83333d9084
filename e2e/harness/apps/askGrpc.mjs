// gRPC calls to echo.Echo.
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import { methods } from './grpc.mjs';

const connect = ({ address, port, authority }) =>
  new Client(`${address}:${port}`, credentials.createInsecure(), {
    'grpc.default_authority': authority,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0
  });

const same = value => value;

const metadataOf = headers => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
};

/** Says something, and gives the answer or the status with which it was refused. */
const unary = (client, name, { say, headers, milliseconds }) =>
  new Promise(resolve => {
    const deadline = new Date(Date.now() + milliseconds);
    client.makeUnaryRequest(
      methods[name].path,
      same,
      same,
      Buffer.from(say[0] ?? ''),
      metadataOf(headers),
      { deadline },
      (error, answer) =>
        resolve(
          error === null
            ? { code: 0, said: [answer.toString()] }
            : { code: error.code, details: error.details, said: [] }
        )
    );
  });

/** Says each thing only after the former has been answered, so that a buffering hop would stop it. */
const bidi = (client, { say, headers, milliseconds }) =>
  new Promise(resolve => {
    const said = [];
    const deadline = new Date(Date.now() + milliseconds);
    const { path } = methods.Bidi;
    const stream = client.makeBidiStreamRequest(path, same, same, metadataOf(headers), { deadline });
    const next = () =>
      said.length < say.length ? stream.write(Buffer.from(say[said.length])) : stream.end();
    stream.on('data', message => {
      said.push(message.toString());
      next();
    });
    // The status comes after this, or with it.
    stream.on('error', () => {});
    stream.on('status', ({ code, details }) => resolve({ code, details, said }));
    next();
  });

export const askGrpc = question => {
  const { method } = question;
  const client = connect(question);
  return method === 'Bidi' ? bidi(client, question) : unary(client, method, question);
};
