import type { Json, JsonObject } from '@meshfence/core';
import { isObject } from '../json.js';

/** The store takes 1.5 MiB of an object; a status must leave room for a spec that names as many hosts. */
const most = 256 * 1024;

const hasState = (domain: Json): boolean => isObject(domain) && domain['status'] !== undefined;

const withState = (domains: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(domains).filter(([, domain]) => hasState(domain)));

/**
 * A status that the store takes: of one that is very large, the list of hosts that are simply in the scope is left out.
 *
 * They are in the Sidecar. What has been learned, and what is about to expire, always stays.
 */
export const storable = (status: JsonObject): JsonObject => {
  const domains = status['domains'];
  return isObject(domains) && JSON.stringify(status).length > most
    ? { ...status, domains: withState(domains) }
    : status;
};
