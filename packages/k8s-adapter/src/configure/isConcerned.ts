import { keyOf } from '@meshfence/core';
import type { Standing } from './Configuration.js';

/** Whether a SlimeBoot, by `namespace/name`, is the one in force, or one that keeps what is written from being in force. */
export const isConcerned = ({ config, diagnostics, isCurrent }: Standing, key: string): boolean =>
  isCurrent
    ? config?.meta !== undefined && keyOf(config.meta) === key
    : diagnostics.some(
        ({ places, severity }) =>
          severity === 'error' && places.some(({ object }) => object === `SlimeBoot ${key}`)
      );
