import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject } from '@meshfence/core';
import { answer } from './answer.js';
import type { Answer, Asked, Target } from './Asked.js';
import { openapi, resourceList } from './discovery.js';
import { bodyOf, contentTypeOf, recordOf, textOf } from './Recorded.js';
import type { Recorded } from './Recorded.js';
import { failure, noSuchResource, Refused } from './Refused.js';
import { targetOf } from './route.js';
import { say, suffer } from './suffer.js';
import { sinkOf } from './sink.js';
import { errorLine, watch } from './watch.js';
import type { World } from './World.js';

const inDiscovery = (
  { definitions }: World,
  path: string,
  pattern: RegExp,
  find: typeof resourceList
): JsonObject | undefined => {
  const { group = '', version } = pattern.exec(path)?.groups ?? {};
  return version === undefined ? undefined : find(definitions, group, version);
};

const discovered = (world: World, path: string): JsonObject | undefined =>
  inDiscovery(world, path, /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v[^/]+)$/, resourceList) ??
  inDiscovery(world, path, /^\/openapi\/v3\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v[^/]+)$/, openapi);

const startWatch = (
  { store, watches, expiredBy }: World,
  asked: Asked,
  path: string,
  response: ServerResponse
): void => {
  try {
    const sink = sinkOf(response);
    const started = watch(store, asked, path, sink);
    watches.add(started);
    sink.onClose(() => watches.delete(started));
  } catch (error) {
    if (!(error instanceof Refused) || expiredBy === 'status') throw error;
    response.writeHead(200, { 'content-type': 'application/json' }).end(errorLine(error.body));
  }
};

const askedOf = (request: IncomingMessage, url: URL, text: string, target: Target): Asked => ({
  target,
  method: request.method ?? 'GET',
  query: url.searchParams,
  body: bodyOf(text),
  contentType: contentTypeOf(request),
  userAgent: request.headers['user-agent'] ?? ''
});

/** Where a whole group is unknown, nobody is there who would make a Status. */
const notServed = (path: string): Answer => {
  if (path.startsWith('/api/')) throw noSuchResource();
  return { code: 404, body: '404 page not found\n' };
};

/** Does what was asked. Undefined where the answer is on its way already. */
const serve = (
  world: World,
  request: IncomingMessage,
  url: URL,
  text: string,
  response: ServerResponse
): Answer | undefined => {
  const found = discovered(world, url.pathname);
  if (found !== undefined) return { code: 200, body: found };
  const target = targetOf(world.definitions, url.pathname);
  if (target === undefined) return notServed(url.pathname);
  const asked = askedOf(request, url, text, target);
  const isWatch = /^(?:1|true)$/.test(url.searchParams.get('watch') ?? '');
  if (!isWatch) return answer(world.store, world.snapshots, asked);
  startWatch(world, asked, url.pathname, response);
  return undefined;
};

const refusedOf = (error: unknown): Answer =>
  error instanceof Refused
    ? { code: error.code, body: error.body }
    : {
        code: 500,
        body: failure(500, 'InternalError', error instanceof Error ? error.message : String(error))
      };

const isStranger = ({ tokens }: World, { token }: Recorded): boolean =>
  tokens !== undefined && !tokens.has(token ?? '');

/** Answers one request, with the trouble that befalls it. */
export const handle = async (
  world: World,
  connection: number,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  const url = new URL(request.url ?? '/', 'http://fake');
  const text = await textOf(request);
  const recorded = recordOf(request, url, text, connection);
  response.on('finish', () => {
    recorded.code = response.statusCode;
  });
  world.requests.push(recorded);
  const trouble = await world.faults.befalling(recorded.method, request.url ?? '/');
  const act = (): Answer | undefined => {
    try {
      if (isStranger(world, recorded)) throw new Refused(401, 'Unauthorized', 'Unauthorized');
      return serve(world, request, url, text, response);
    } catch (error) {
      return refusedOf(error);
    }
  };
  if (trouble !== undefined) return suffer(trouble, act, response);
  const given = act();
  if (given !== undefined) say(response, given);
};
