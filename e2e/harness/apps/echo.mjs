// An application that says what it got.   echo.mjs NAME '{"http": [PORT..], "h2c": [..], "grpc": [..], "tcp": [..], "serverFirst": [..]}'
import { serveGrpc } from './grpc.mjs';
import { serveH2c, serveHttp } from './http.mjs';
import { serveServerFirst, serveTcp } from './tcp.mjs';

const [name, ports] = process.argv.slice(2);
const serve = {
  http: serveHttp,
  h2c: serveH2c,
  grpc: serveGrpc,
  tcp: serveTcp,
  serverFirst: serveServerFirst
};

const started = Object.entries(JSON.parse(ports)).flatMap(([protocol, all]) =>
  all.map(port => serve[protocol](name, port))
);
await Promise.all(started);
console.log('listening');
