import { labels, list, optional, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';

const codec = struct({
  spec: struct({
    workloadSelector: optional(struct({ labels })),
    egress: list(struct({ hosts: list(string) }))
  })
});

/** An Istio Sidecar that is there already. */
export const sidecar = byCodec(codec, ({ spec }, { meta }) => ({
  field: 'sidecars',
  value: {
    meta,
    selector: spec.workloadSelector?.labels,
    egressHosts: spec.egress.flatMap(({ hosts }) => hosts)
  }
}));
