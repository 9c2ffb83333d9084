// Sends so many entries over so many streams, as fast as they are taken.   load.mjs {port, kind, streams, entries, distinct}
import { once } from 'node:events';
import { connect } from 'node:http2';
import { batch, greeting, places } from './entries.mjs';

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

let next = 0;

/** Gives every entry of a message a destination that no other one has. */
const renewed = ({ bytes, marks, step }) => {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < marks.length; at += step) {
    const digits = String((next += 1)).padStart(9, '0');
    for (let same = 0; same < step; same += 1) copy.write(digits, marks[at + same], 'latin1');
  }
  return copy;
};

const isEndless = distinct === 0;
const templates = Array.from({ length: isEndless ? 1 : 16 }, (_, at) => {
  const made = batch(kind, at * 7, isEndless ? 1e9 : distinct);
  const marks = places(made.bytes);
  return { ...made, marks, step: marks.length / made.count };
});

let left = entries;

const send = async stream => {
  for (let at = 0; left > 0; at += 1) {
    const template = templates[at % templates.length];
    left -= template.count;
    if (!stream.write(isEndless ? renewed(template) : template.bytes)) await once(stream, 'drain');
  }
  const ended = once(stream, 'close');
  stream.end();
  stream.resume();
  await ended;
};

const opened = await Promise.all(Array.from({ length: streams }, (_, at) => open(at)));
await Promise.all(opened.map(send));
for (const session of sessions) session.close();
