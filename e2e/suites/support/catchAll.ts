import type { JsonObject } from '@meshfence/core';
import type { ConfigDump } from '../../harness/ask/ConfigDump.js';

const catchAlls = ['allow_any', 'block_all', 'allow_any_dynamic_dns'];

/** The routes of a port for what no other route takes, as an Envoy has them. */
export const catchAllRoutes = ({ routes }: ConfigDump, port: number): ReadonlyArray<JsonObject> =>
  routes
    .filter(({ name }) => name === String(port))
    .flatMap(({ virtualHosts }) => virtualHosts)
    .filter(({ name }) => catchAlls.includes(name))
    .flatMap(({ routes: all }) => all);
