import type { Obstacle, PlannedWrite, Preview } from '@meshfence/k8s-adapter';
import { printYaml } from '../core.js';
import type { JsonObject } from '../core.js';
import type { Difference } from './folder/compareFolder.js';
import type { Paint } from './Paint.js';
import { printDifferences } from './printDifferences.js';
import { counted } from './words.js';

/** What only the API server keeps, and what differs at every write. */
const bookkeeping = ['creationTimestamp', 'generation', 'managedFields', 'resourceVersion', 'uid'];

const shown = (object: JsonObject | undefined): string | undefined => {
  if (object === undefined) return undefined;
  const metadata = Object.entries((object['metadata'] ?? {}) as JsonObject);
  const kept = Object.fromEntries(metadata.filter(([field]) => !bookkeeping.includes(field)));
  return printYaml([{ ...object, metadata: kept }]);
};

const nameOf = ({ kind, name, namespace, verb }: PlannedWrite): string =>
  `${namespace}/${kind}/${name}${verb === 'status' ? '/status' : ''}`;

const toDifference = (write: PlannedWrite): Difference => ({
  name: nameOf(write),
  found: shown(write.before),
  expected: shown(write.after)
});

const refusals = (writes: ReadonlyArray<PlannedWrite>): string =>
  writes
    .filter(({ refused }) => refused !== undefined)
    .map(write => `The API server would refuse ${write.verb} ${nameOf(write)}: ${write.refused ?? ''}\n`)
    .join('');

const inTheWay = (obstacles: ReadonlyArray<Obstacle>): string =>
  obstacles.map(({ message }) => `In the way: ${message}\n`).join('');

/** What would be written, as a unified diff from what is to what would be; and what would not. */
export const printWrites = (
  { obstacles, writes }: Pick<Preview, 'obstacles' | 'writes'>,
  paint: Paint
): string =>
  printDifferences(
    'cluster',
    writes.filter(({ refused }) => refused === undefined).map(toDifference),
    paint
  ) +
  refusals(writes) +
  inTheWay(obstacles);

const countWrites = (writes: ReadonlyArray<PlannedWrite>): string => {
  if (writes.length === 0) return 'Nothing would be written.';
  const of = (verb: PlannedWrite['verb']): number => writes.filter(each => each.verb === verb).length;
  return (
    `${counted(writes.length, 'write')}: ${of('apply')} applied, ${of('status')} statuses, ` +
    `${of('delete')} deleted. Nothing has been written.`
  );
};

/** One line about all of them. */
export const summarizeWrites = ({ obstacles, writes }: Pick<Preview, 'obstacles' | 'writes'>): string => {
  const all = obstacles.length;
  if (writes.length === 0 && all === 0) return 'Nothing would be written: the cluster is as it should be.\n';
  const more = all === 0 ? '' : ` ${counted(all, 'object')} ${all === 1 ? 'is' : 'are'} in the way.`;
  return `${countWrites(writes)}${more}\n`;
};
