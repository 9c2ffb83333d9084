// A request body that goes up piece by piece, each after the former has come back, by HTTP/1.1 or h2c.
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:http2';

const talk = async (out, into, say) => {
  const heard = [];
  const pieces = into[Symbol.asyncIterator]();
  for (const piece of say) {
    out.write(piece);
    const { value, done } = await pieces.next();
    if (done) break;
    heard.push(value.toString());
  }
  out.end();
  for await (const rest of pieces) heard.push(rest.toString());
  return heard;
};

const overHttp1 = async ({ address, port, host, path, headers, say }) => {
  const out = request({ host: address, port, path, method: 'POST', headers: { ...headers, host } });
  out.flushHeaders();
  const [answer] = await once(out, 'response');
  const heard = await talk(out, answer, say);
  return { status: answer.statusCode, heard, trailers: answer.trailers };
};

const overHttp2 = async ({ address, port, host, path, headers, say }) => {
  const session = connect(`http://${address}:${port}`);
  const target = { ':method': 'POST', ':path': path, ':authority': host };
  const stream = session.request({ ...headers, ...target }, { endStream: false });
  let trailers = {};
  stream.on('trailers', all => (trailers = { ...all }));
  const [answer] = await once(stream, 'response');
  const heard = await talk(stream, stream, say);
  session.close();
  return { status: answer[':status'], heard, trailers };
};

/** The status, what came back, and the trailers; or why nothing did. */
export const askStream = async question => {
  const late = new Promise(resolve => setTimeout(() => resolve({ error: 'silence' }), question.milliseconds));
  const asked = (question.http2 ? overHttp2 : overHttp1)(question);
  return Promise.race([asked.catch(error => ({ error: error.message })), late]);
};
