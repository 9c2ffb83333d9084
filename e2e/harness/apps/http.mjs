// HTTP/1.1 and h2c: JSON about each request, and a few paths that behave in special ways.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createH2Server } from 'node:http2';

const listen = async (server, port) => {
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
};

/** The number of bytes of a body, which is never kept. */
const bytesOf = async request => {
  let bytes = 0;
  for await (const part of request) bytes += part.length;
  return bytes;
};

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Sends back each piece as it comes, and a trailer with the number of pieces. */
const stream = async (request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', trailer: 'x-pieces' });
  response.flushHeaders?.();
  let pieces = 0;
  for await (const piece of request) {
    pieces += 1;
    if (!response.write(piece)) await once(response, 'drain');
  }
  response.addTrailers({ 'x-pieces': String(pieces) });
  response.end();
};

/** `/bytes/N`: a body of N zeros. */
const zeros = async (response, total) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(total) });
  const block = Buffer.alloc(1 << 16);
  for (let left = total; left > 0; left -= block.length)
    if (!response.write(left < block.length ? block.subarray(0, left) : block)) await once(response, 'drain');
  response.end();
};

const say = async (name, request, response, status, more = {}) => {
  const { 'x-echo-delay': delay } = request.headers;
  const bodyBytes = await bytesOf(request);
  if (delay !== undefined) await pause(Number(delay));
  const body = JSON.stringify({
    by: name,
    method: request.method,
    path: request.url,
    host: request.headers[':authority'] ?? request.headers.host,
    httpVersion: request.httpVersion,
    headers: request.headers,
    bodyBytes
  });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...more });
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** `/redirect?to=URL`, `/status/NNN`, `/slow?ms=N`, `/stream`, `/bytes/N`; anything else answers 200. */
const answer = name => async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://echo');
  const [first, second] = pathname.slice(1).split('/');
  if (first === 'stream') return stream(request, response);
  if (first === 'bytes') return zeros(response, Number(second));
  if (first === 'slow') await pause(Number(searchParams.get('ms') ?? 1000));
  if (first === 'redirect')
    return say(name, request, response, 302, { location: searchParams.get('to') ?? '/' });
  return say(name, request, response, first === 'status' ? Number(second) : 200);
};

const safely = handle => (request, response) => {
  handle(request, response).catch(error => {
    console.error(error);
    response.destroy();
  });
};

/** Accepts an upgrade to WebSocket, and sends back the very bytes that come after it. */
const upgrade = (request, socket, head) => {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
  socket.write(head);
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
};

export const serveHttp = async (name, port) => {
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, safely(answer(name)));
  server.on('upgrade', upgrade);
  await listen(server, port);
};

export const serveH2c = async (name, port) => {
  const server = createH2Server({}, safely(answer(name)));
  await listen(server, port);
};
