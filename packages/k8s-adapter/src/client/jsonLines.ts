import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Unreachable } from './Refusal.js';

/** A text as JSON; what is none was no API server's answer. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unreachable(`what came is no JSON, in ${text.length} characters`, { cause: error });
  }
};

/** The lines of a stream, each as JSON. A line that is cut off by the stream's end is left out: it was never sent whole. */
export async function* jsonLines<A>(body: Readable): AsyncIterable<A> {
  const decoder = new StringDecoder('utf8');
  // A large object comes in many pieces: they are joined once, when its line is whole.
  let pieces: Array<string> = [];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    const [first = '', ...rest] = decoder.write(chunk).split('\n');
    pieces.push(first);
    for (const next of rest) {
      const line = pieces.join('');
      pieces = [next];
      if (line !== '') yield parsed(line) as A;
    }
  }
}
