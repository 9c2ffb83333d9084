import type { KubeObject } from '../api/KubeObject.js';

/** Clusters with such names are the harness's own. */
export const markerPrefix = 'e2e-marker-';

/** A cluster that nothing uses, for every proxy: who has it has everything that was written before. */
export const marker = (name: string): KubeObject => ({
  apiVersion: 'networking.istio.io/v1alpha3',
  kind: 'EnvoyFilter',
  metadata: { name: 'e2e-marker', namespace: 'istio-system' },
  spec: {
    configPatches: [
      {
        applyTo: 'CLUSTER',
        match: { context: 'ANY' },
        patch: {
          operation: 'ADD',
          value: { name, type: 'STATIC', connect_timeout: '1s', load_assignment: { cluster_name: name } }
        }
      }
    ]
  }
});
