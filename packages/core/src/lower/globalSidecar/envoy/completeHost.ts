import { headers } from './headers.js';

/**
 * What is done to a request on its way: a short name gets the caller's namespace.
 *
 * It also notes who calls whom, for counters and logs, which are written when the headers are gone. What it notes is a
 * namespace and a host, or a word in their place: hostile values shall not become labels.
 */
export const completeHost = (clusterDomain: string): string => `
local names = "^(%a[%w-]*)(:?%d*)$"
local namespaces = "^[a-z0-9][a-z0-9-]*$"

local function complete(headers, namespace)
  local authority = headers:get(":authority") or ""
  local host, port = string.match(authority, names)
  if not host or host == "localhost" or not namespace then return authority end
  local full = host .. "." .. namespace .. ".svc.${clusterDomain}" .. port
  headers:replace(":authority", full)
  return full
end

local function destination(authority)
  local host = string.lower((string.gsub(authority, ":%d+$", "")))
  if string.match(host, "^[%d.]+$") or string.match(host, "^%[") then return "address" end
  if #host > 253 or not string.match(host, "^[%w_.-]+$") then return "invalid" end
  return host
end

function envoy_on_request(handle)
  local headers = handle:headers()
  local namespace = headers:get("${headers.namespace}")
  if namespace and (#namespace > 63 or not string.match(namespace, namespaces)) then namespace = nil end
  local noted = handle:streamInfo():dynamicMetadata()
  noted:set("meshfence", "destination", destination(complete(headers, namespace)))
  noted:set("meshfence", "caller", namespace or "unknown")
end
`;
