import type { JsonObject } from '../../../model/Json.js';
import { clusters } from './clusters.js';
import type { EnvoySettings } from './EnvoySettings.js';
import { socket } from './extension.js';
import { listeners } from './listeners.js';
import { overload } from './overload.js';

/** Envoy refuses expressions of more than 100 steps, lest they come from strangers; these are ours. */
const runtime: JsonObject = {
  layers: [
    {
      name: 'static',
      static_layer: {
        're2.max_program_size.error_level': 1_000_000,
        're2.max_program_size.warn_level': 1_000_000
      }
    }
  ]
};

/** Envoy's whole configuration. Pairs of caller and destination that are quiet for so long are counted no more. */
export const envoyConfig = (settings: EnvoySettings): JsonObject => ({
  admin: { address: socket('127.0.0.1', settings.adminPort) },
  stats_flush_interval: '10s',
  stats_eviction_interval: '600s',
  layered_runtime: runtime,
  overload_manager: overload(settings.memory),
  static_resources: { listeners: listeners(settings), clusters: clusters(settings) }
});
