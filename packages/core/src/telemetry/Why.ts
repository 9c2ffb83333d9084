/** Why a sample says nothing of a call between workloads. Names of a counter's label: they are for ever. */
export const whys = {
  'no-calls': 'the number of calls is none, or not above zero',
  'no-caller': 'it does not say who called',
  'no-destination': 'it does not say where the call went',
  'bad-destination': 'the destination is no host',
  'global-sidecar': 'the caller or the callee is a global-sidecar',
  blocked: 'the proxy did not let the call out',
  'caller-untold': "it came through a global-sidecar, and nobody with the caller's name was seen to use one"
} as const;

export type Why = keyof typeof whys;
