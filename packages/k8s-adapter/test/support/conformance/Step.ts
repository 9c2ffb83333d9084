import type { Json } from '@meshfence/core';

/**
 * A request. `<rv1>` and `<uid1>` in it stand for the first version and the first uid that were seen, and so on;
 * `<latest>` for the version of the object that was answered last, and `<continue>` for the last page's token.
 *
 * Watches end by themselves: they need a timeoutSeconds.
 */
export interface Step {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
  readonly contentType?: string;
}

/** Whoever answers. */
export type Ask = (step: {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly contentType: string;
}) => Promise<{ readonly status: number; readonly text: string }>;
