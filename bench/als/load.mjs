// Sends so many entries over so many streams, as fast as they are taken.   load.mjs {port, kind, streams, entries, distinct}
import { once } from 'node:events';
import { connect } from 'node:http2';
import { batch, greeting, renewing } from './entries.mjs';

const { port, kind, streams, entries, distinct } = JSON.parse(process.argv[2]);

/** As many connections as there are streams, for each Envoy has its own; but no more than this process can serve. */
const sessions = Array.from({ length: Math.min(streams, 200) }, () => connect(`http://127.0.0.1:${port}`));

const open = async at => {
  const stream = sessions[at % sessions.length].request({
    ':method': 'POST',
    ':path': '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs',
    'content-type': 'application/grpc',
    te: 'trailers'
  });
  stream.on('error', error => console.error(error.message));
  stream.write(greeting(`w${at}`));
  return stream;
};

const isEndless = distinct === 0;
const templates = Array.from({ length: 16 }, (_, at) => batch(kind, at * 7, isEndless ? 1 : distinct));
const renewed = renewing(kind);
const message = at => (isEndless ? renewed() : templates[at % templates.length]);

let left = entries;

const send = async stream => {
  for (let at = 0; left > 0; at += 1) {
    const { bytes, count } = message(at);
    left -= count;
    if (!stream.write(bytes)) await once(stream, 'drain');
  }
  const ended = once(stream, 'close');
  stream.end();
  stream.resume();
  await ended;
};

const opened = await Promise.all(Array.from({ length: streams }, (_, at) => open(at)));
await Promise.all(opened.map(send));
for (const session of sessions) session.close();
