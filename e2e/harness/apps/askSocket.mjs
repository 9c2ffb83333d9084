// Conversations over one connection: bare TCP, and WebSocket's upgrade.
import { connect } from 'node:net';

/** What was heard by the time that `enough` said so, the other side hung up, or time was up; and how the connection ended. */
const converse = ({ address, port, milliseconds }, begin, enough) =>
  new Promise(resolve => {
    const started = Date.now();
    let heard = '';
    const end = how => {
      socket.destroy();
      resolve({ heard, end: how, milliseconds: Date.now() - started });
    };
    const socket = connect({ host: address, port });
    const late = setTimeout(() => end('silence'), milliseconds);
    socket.on('connect', () => begin(socket));
    socket.on('data', part => {
      heard += part.toString('latin1');
      if (enough(heard, socket)) end('enough');
    });
    socket.on('error', error => end(error.message));
    socket.on('close', () => {
      clearTimeout(late);
      end('closed');
    });
  });

/** Says something (or nothing) and listens until it has heard what it waits for. */
export const askTcp = question =>
  converse(
    question,
    socket => socket.write(question.say),
    heard => heard.includes(question.until)
  );

const handshake = ({ host, path, headers }) =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==',
    'Sec-WebSocket-Version: 13',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n'
  ].join('\r\n');

/** Upgrades, says something once that is done, and listens for it to come back. */
export const askWebSocket = question => {
  let upgraded = false;
  return converse(
    question,
    socket => socket.write(handshake(question)),
    (heard, socket) => {
      const head = heard.indexOf('\r\n\r\n');
      if (head < 0) return false;
      if (!heard.startsWith('HTTP/1.1 101')) return true;
      if (!upgraded) socket.write(question.say);
      upgraded = true;
      return heard.slice(head + 4).includes(question.say);
    }
  );
};
