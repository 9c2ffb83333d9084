/** Why an entry of a log shows no call. Names of a counter's label: they are for ever. */
export const whyNots = {
  stranger: 'the proxy did not say who it is, or is no sidecar',
  distrusted: 'a global-sidecar tells of a namespace that it does not serve',
  inbound: 'the workload was called',
  'own-traffic': "the mesh's own traffic",
  unnamed: 'a request without an authority: what a TCP log shows of one that an HTTP log has in full',
  probe: 'a health check or a probe',
  unreached: 'no upstream was reached',
  'caller-missing': 'the entry does not say who called',
  'caller-unknown': 'no pod had the address of the caller',
  'caller-ambiguous': 'several pods share the address of the caller',
  'caller-contradicted': 'the caller is said to be in another namespace than its pod',
  'destination-missing': 'the entry does not say where the call went',
  'destination-invalid': 'the destination is no host',
  'destination-local': "the destination is the caller's own machine, or a whole network",
  'destination-unknown': "the destination's address is nobody's in the mesh"
} as const;

export type WhyNot = keyof typeof whyNots;

/** An entry that shows no call, and why. */
export interface NoCall {
  readonly _tag: 'NoCall';
  readonly why: WhyNot;
}

export const noCall = (why: WhyNot): NoCall => ({ _tag: 'NoCall', why });
