import type { Proxy } from '../pod/startProxy.js';

/** Counters and gauges of an Envoy whose names begin so. */
export const stats = async (
  { admin }: Pick<Proxy, 'admin'>,
  prefix = ''
): Promise<ReadonlyMap<string, number>> => {
  const pattern = encodeURIComponent(`^${prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`);
  const text = await (await fetch(`${admin}/stats?filter=${pattern}`)).text();
  const lines = text.split('\n').map(line => /^(.*): (\d+)$/.exec(line));
  return new Map(lines.flatMap(found => (found === null ? [] : [[found[1] ?? '', Number(found[2])]])));
};
