import { measure } from '../../core.js';
import type { Mesh, Plan } from '../../core.js';
import type { Compiled } from '../../input/readMesh.js';
import type { Paint } from '../Paint.js';
import { counted, listed } from '../words.js';
import { printFallbacks } from './printFallbacks.js';
import { printSavings } from './printSavings.js';
import { printScopes } from './printScopes.js';

/** How the overview is set: `columns` is the width of the terminal, undefined where lines may be as long as they like. */
export interface Page {
  readonly paint: Paint;
  readonly columns: number | undefined;
}

const input = (mesh: Mesh): string => {
  const kinds: ReadonlyArray<readonly [number, string]> = [
    [mesh.config.meta === undefined ? 0 : 1, 'SlimeBoot'],
    [mesh.fences.length, 'ServiceFence'],
    [mesh.services.length, 'Service'],
    [mesh.serviceEntries.length, 'ServiceEntry'],
    [mesh.virtualServices.length, 'VirtualService'],
    [mesh.edges.length, 'edge']
  ];
  const there = kinds.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  return there.length === 0 ? 'nothing that bears on scopes' : listed(there);
};

/** What to do where there is nothing to compile. */
export const noFences = 'No workload is fenced: write a ServiceFence, or let general.autoFence make them.';

const result = ({ fences, scopes, sidecars }: Plan): string => {
  if (fences.length === 0) return noFences;
  const without = scopes.filter(({ refusal }) => refusal !== undefined).length;
  const automatic = scopes.filter(scope => scope.automatic).length;
  return (
    `${counted(fences.length, 'fence')}${automatic === 0 ? '' : ` (${automatic} automatic)`}` +
    ` ${fences.length === 1 ? 'becomes' : 'become'} ${counted(sidecars.length, 'Sidecar')}${without === 0 ? '' : `; ${without} without one`}.`
  );
};

const wrap = (text: string, columns: number): ReadonlyArray<string> =>
  text.split(' ').reduce<ReadonlyArray<string>>((lines, word) => {
    const line = lines.at(-1);
    if (line === undefined) return [word];
    return line.length + 1 + word.length <= columns
      ? [...lines.slice(0, -1), `${line} ${word}`]
      : [...lines, word];
  }, []);

/** What was compiled, each workload's scope with its reasons, and what its proxy is spared. */
export const printOverview = ({ mesh, plan, sources }: Compiled, { paint, columns }: Page): string => {
  const from = `Compiled ${input(mesh)} from ${counted(sources.size, 'file')}.`;
  return [
    ...wrap(from, columns ?? 100),
    ...wrap(result(plan), columns ?? 100),
    '',
    ...printScopes(plan.scopes, paint, columns),
    ...printFallbacks(mesh, plan, paint, columns),
    ...printSavings(measure(mesh, plan), paint, columns)
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
