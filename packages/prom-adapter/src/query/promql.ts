import type { Instant } from '@meshfence/core';

/** A text as PromQL quotes it. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A regular expression that matches one of these texts, and nothing else. */
export const oneOf = (texts: ReadonlyArray<string>): string =>
  quoted(texts.map(text => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'));

/** A stretch of time, in whole seconds. */
export const stretch = (duration: Instant.Duration): string => `${Math.max(1, Math.ceil(duration / 1000))}s`;
