import { loopMark, originalDestination, sourceNamespace } from '../../../model/Headers.js';

/** The headers by the names that Envoy keeps them under: in lower case. */
export const headers = {
  destination: originalDestination.toLowerCase(),
  namespace: sourceNamespace.toLowerCase(),
  loop: loopMark
} as const;

/** What stands for a header's value in a format. */
export const valueOf = (header: string): string => `%REQ(${header.toUpperCase()})%`;
