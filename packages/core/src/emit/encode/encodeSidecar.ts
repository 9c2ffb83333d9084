import type { JsonObject } from '../../model/Json.js';
import type { Sidecar } from '../../model/Sidecar.js';
import { encodeObject } from './encodeObject.js';
import * as Fields from './Fields.js';

/** The Sidecar as Istio has it. An empty selector stays: it matches every workload, where none makes a default. */
export const encodeSidecar = ({ meta, selector, egressHosts }: Sidecar): JsonObject =>
  encodeObject('networking.istio.io/v1', 'Sidecar', meta, {
    spec: Fields.defined({
      workloadSelector: selector === undefined ? undefined : { labels: selector },
      egress: egressHosts.length === 0 ? undefined : [{ hosts: egressHosts }]
    })
  });
