import { originalDestination } from '../../../model/Headers.js';
import type { JsonObject } from '../../../model/Json.js';
import { address, otherSpelling } from '../address/canonical.js';
import type { EnvoySettings } from './EnvoySettings.js';
import { typed } from './extension.js';
import { headers } from './headers.js';

/** The name of the one route that leads on; the others refuse, and are named for the reason. */
export const forward = 'forward';

const matching = (expression: string, invert = false): JsonObject => ({
  name: headers.destination,
  ...(invert ? { invert_match: true, treat_missing_header_as_empty: true } : {}),
  string_match: { safe_regex: { regex: expression } }
});

const refusal = (
  name: string,
  conditions: ReadonlyArray<JsonObject>,
  status: number,
  text: string
): JsonObject => ({
  name,
  match: { prefix: '/', headers: conditions },
  direct_response: { status, body: { inline_string: `global-sidecar: ${text}\n` } }
});

const loop = refusal(
  'loop',
  [{ name: headers.loop, present_match: true }],
  508,
  'this request has passed here before'
);

const malformed = [matching(address, true), matching(otherSpelling)].map(condition =>
  refusal('malformed', [condition], 400, `${originalDestination} is no address with a port`)
);

/** A tunnel would lead anywhere. WebSocket over HTTP/2 is CONNECT too, but of a kind that Envoy treats as an upgrade. */
const connect: JsonObject = {
  name: 'connect',
  match: { connect_matcher: {} },
  direct_response: { status: 403 }
};

const notAllowed = 'this destination is not allowed';

const onward: JsonObject = {
  name: forward,
  match: { prefix: '/' },
  route: { cluster: 'original_destination', timeout: '0s', idle_timeout: '0s' },
  // Who is refused needs no host.
  typed_per_filter_config: { complete_host: typed('config.route.v3.FilterConfig', { config: {} }) }
};

/** Which requests go where: the first route that matches. Everything that nothing speaks against leads on. */
export const routes = ({ allowed, denied }: EnvoySettings): ReadonlyArray<JsonObject> => [
  connect,
  loop,
  ...malformed,
  ...denied.map(expression => refusal('denied', [matching(expression)], 403, notAllowed)),
  ...(allowed.length === 0
    ? []
    : [
        refusal(
          'not-allowed',
          allowed.map(expression => matching(expression, true)),
          403,
          notAllowed
        )
      ]),
  onward
];
