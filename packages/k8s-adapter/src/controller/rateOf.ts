import type { Config } from '@meshfence/core';
import { defaultRate } from '../apply/Bucket.js';
import type { Rate } from '../apply/Bucket.js';

const positive = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && value > 0 ? value : otherwise;

/** How fast a configuration lets the API server be asked, by `global.clientGoTokenBucket`. */
export const rateOf = ({ global: { clientGoTokenBucket } }: Config): Rate => ({
  qps: positive(clientGoTokenBucket['qps'], defaultRate.qps),
  burst: positive(clientGoTokenBucket['burst'], defaultRate.burst)
});
