import { boolean, defaulted, list, optional, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';

const codec = struct({
  spec: defaulted(struct({ hostNetwork: optional(boolean) }), { hostNetwork: undefined }),
  status: defaulted(
    struct({
      podIP: optional(string),
      podIPs: list(struct({ ip: optional(string) })),
      phase: optional(string)
    }),
    { podIP: undefined, podIPs: [], phase: undefined }
  )
});

/** A Pod: the labels and addresses that a workload really has. */
export const pod = byCodec(codec, ({ spec, status }, { meta }) => ({
  field: 'pods',
  value: {
    meta,
    addresses: [...new Set([status.podIP ?? '', ...status.podIPs.map(({ ip }) => ip ?? '')])].filter(
      ip => ip !== ''
    ),
    hostNetwork: spec.hostNetwork ?? false,
    phase: status.phase
  }
}));
