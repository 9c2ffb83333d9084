import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that `install.sh` fills. */
export const cache: string =
  process.env['MESHFENCE_E2E_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'meshfence-e2e');

/** Envoys by version: the one that everything is tried with, and the oldest that can be had. */
export type EnvoyName = 'envoy' | 'envoy-oldest';

/** The path of a component that `install.sh` has got. */
export const binary = (name: string): string => join(cache, 'bin', name);
