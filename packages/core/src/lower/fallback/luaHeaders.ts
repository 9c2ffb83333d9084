import type { JsonObject } from '../../model/Json.js';
import { originalDestination, sourceNamespace } from '../../model/Headers.js';
import { connectionManager } from '../connectionManager.js';
import { toGlobalSidecar } from './Route.js';

/** For proxies whose routes do not know %ENVIRONMENT()%. Only requests on their way to the global-sidecar are touched. */
const script = `function envoy_on_request(handle)
  local info = handle:streamInfo()
  local route = info:routeName()
  if string.sub(route, 1, ${toGlobalSidecar.length}) == "${toGlobalSidecar}" then
    handle:headers():replace("${originalDestination}", info:downstreamLocalAddress())
    handle:headers():replace("${sourceNamespace}", os.getenv("POD_NAMESPACE") or "-")
  end
end
`;

const router = 'envoy.filters.http.router';

/** The patch that sets the two headers in Lua, on the listeners of a port. */
export const luaHeaders = (port: number, proxy: JsonObject): JsonObject => ({
  applyTo: 'HTTP_FILTER',
  match: {
    ...proxy,
    context: 'SIDECAR_OUTBOUND',
    listener: {
      filterChain: { filter: { name: connectionManager, subFilter: { name: router } } },
      portNumber: port
    }
  },
  patch: {
    operation: 'INSERT_BEFORE',
    value: {
      name: 'meshfence.headers',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
        default_source_code: { inline_string: script }
      }
    }
  }
});
