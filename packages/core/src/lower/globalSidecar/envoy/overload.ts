import type { JsonObject } from '../../../model/Json.js';
import { mostConnections } from './clusters.js';
import { extension } from './extension.js';

const heap = 'envoy.resource_monitors.fixed_heap';

const monitor = (name: string, message: string, config: JsonObject): JsonObject =>
  extension(name, `extensions.resource_monitors.${message}`, config);

const above = (action: string, value: number): JsonObject => ({
  name: `envoy.overload_actions.${action}`,
  triggers: [{ name: heap, threshold: { value } }]
});

const connections = monitor(
  'envoy.resource_monitors.global_downstream_max_connections',
  'downstream_connections.v3.DownstreamConnectionsConfig',
  { max_active_downstream_connections: mostConnections }
);

const bounded = (memory: number): JsonObject => ({
  resource_monitors: [
    connections,
    monitor(heap, 'fixed_heap.v3.FixedHeapConfig', { max_heap_size_bytes: Math.floor(memory) })
  ],
  actions: [above('shrink_heap', 0.85), above('stop_accepting_requests', 0.93)]
});

/** What is refused rather than served badly: connections beyond reason, and requests before the kernel steps in. */
export const overload = (memory: number | undefined): JsonObject => ({
  refresh_interval: '0.25s',
  ...(memory === undefined ? { resource_monitors: [connections] } : bounded(memory))
});
