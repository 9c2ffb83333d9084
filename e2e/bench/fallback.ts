// Measures what fallback traffic costs, and prints a table.
import { expect, test } from 'vitest';
import { ours, plain, setUp } from './fallback/setUp.js';
import { median, wrk } from './fallback/wrk.js';
import type { Figures } from './fallback/wrk.js';
import { clusterIpOf } from '../suites/support/clusterIpOf.js';
import type { Shop } from '../suites/support/Shop.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const seconds = Number(process.env['BENCH_SECONDS'] ?? 3);

const paths = [
  { name: 'in scope', namespace: ours, service: 'near' },
  { name: 'fallback', namespace: ours, service: 'distant' },
  { name: 'pass-through', namespace: plain, service: 'distant' }
] as const;

type Path = (typeof paths)[number];

interface Measured {
  readonly path: Path;
  readonly one: Figures;
  readonly eight: Figures;
}

const measure = async (shop: Shop, path: Path): Promise<Measured> => {
  const { namespace, service: name } = path;
  const clusterIP = await clusterIpOf(shop.mesh, `far/${name}`);
  const ask = (connections: number): Promise<Figures> =>
    wrk(shop.pod(`${namespace}/sleep`), `http://${clusterIP}:9080/`, `${name}.far:9080`, {
      connections,
      seconds
    });
  return { path, one: await ask(1), eight: await ask(8) };
};

/** Each path after the others, in both orders by turns. */
const inTurns = async (shop: Shop): Promise<ReadonlyArray<Measured>> => {
  const all: Array<Measured> = [];
  for (let round = 0; round < rounds; round++)
    for (const path of round % 2 === 0 ? paths : paths.toReversed()) all.push(await measure(shop, path));
  return all;
};

const row = (all: ReadonlyArray<Measured>, path: Path) => {
  const of = (pick: (each: Measured) => number): number =>
    median(all.filter(each => each.path === path).map(pick));
  return {
    path: path.name,
    p50: of(({ one }) => one.p50),
    p99: of(({ one }) => one.p99),
    perSecond: of(({ eight }) => eight.perSecond)
  };
};

const share = (value: number, of: number): string => `${((100 * value) / of - 100).toFixed(0)} %`;

test('fallback', async () => {
  const shop = await setUp();
  try {
    await Promise.all(paths.map(path => measure(shop, path)));
    const all = await inTurns(shop);
    const rows = paths.map(path => row(all, path));
    console.log(
      `\n${rounds} rounds of ${seconds} s; medians. Latency in ms at 1 connection, requests/s at 8.`
    );
    console.table(rows);
    const [, fallback, least] = rows;
    if (fallback !== undefined && least !== undefined) {
      const { p50, p99, perSecond } = fallback;
      console.log(
        `fallback beside pass-through: p50 ${share(p50, least.p50)}, p99 ${share(p99, least.p99)}, ` +
          `requests/s ${share(perSecond, least.perSecond)}`
      );
    }
    expect(await shop.complaints()).toEqual([]);
  } finally {
    await shop.mesh.stop();
  }
});
