// Bare TCP, in both manners: the client speaks first, or the server does.
import { once } from 'node:events';
import { createServer } from 'node:net';

const serve = async (port, greet) => {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy());
    greet(socket);
    socket.pipe(socket);
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
};

export const serveTcp = (_name, port) => serve(port, () => {});

export const serveServerFirst = (name, port) => serve(port, socket => socket.write(`220 ${name} ready\r\n`));
