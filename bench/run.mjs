// `npm run bench`: what compiling costs, and a step after a change, at two sizes ten times apart, so that one sees how it grows.
// Machines are noisy: compare figures of one run with each other, not with those of another day.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const script = name => fileURLToPath(new URL(name, import.meta.url));

const sizes = [
  { seed: 1, services: 1000, fences: 1000, edges: 20_000, virtualServices: 500 },
  { seed: 1, services: 10_000, fences: 10_000, edges: 200_000, virtualServices: 5000 }
];

const measure = (name, size) =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', script(name), JSON.stringify(size)], { encoding: 'utf8' })
  );

const megabytes = bytes => `${(bytes / 1e6).toFixed(0)} MB`;
const milliseconds = time => `${time.toFixed(0)} ms`;

const rows = results => [
  ['', ...results.map(({ size }) => `${size.services} services`)],
  ['fences', ...results.map(({ found }) => found.fences)],
  ['edges', ...results.map(({ found }) => found.edges)],
  ['VirtualServices', ...results.map(({ found }) => found.virtualServices)],
  ['hosts in all scopes', ...results.map(({ found }) => found.hosts)],
  ['Sidecars', ...results.map(({ found }) => found.sidecars)],
  ['first compile, cold', ...results.map(({ found }) => milliseconds(found.first))],
  ['compile again, median of 5', ...results.map(({ found }) => milliseconds(found.again))],
  ['the mesh itself, heap', ...results.map(({ found }) => megabytes(found.meshHeap))],
  ['peak memory of the process', ...results.map(({ found }) => megabytes(found.peak))],
  [
    'decoding from YAML',
    ...results.map(({ found }) =>
      found.decoding === undefined ? '' : `${milliseconds(found.decoding)} (${megabytes(found.bytes)})`
    )
  ]
];

const stepRows = results => [
  ['one change at a time, median of 9', ...results.map(({ size }) => `${size.services} services`)],
  ['start', ...results.map(({ found }) => milliseconds(found.start))],
  ...results[0].found.steps.map(({ name }, at) => [
    name,
    ...results.map(
      ({ found: { steps } }) => `${milliseconds(steps[at].milliseconds)} (${steps[at].anew} scopes)`
    )
  ]),
  ['the state, heap without the mesh', ...results.map(({ found }) => megabytes(found.stateHeap))],
  ['the state after all steps', ...results.map(({ found }) => megabytes(found.grownHeap))]
];

const print = table => {
  const widths = table[0].map((_, column) => Math.max(...table.map(row => String(row[column]).length)));
  for (const row of table) {
    console.log(
      row
        .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at]) : String(cell).padStart(widths[at])))
        .join('  ')
    );
  }
};

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}\n`);
print(rows(sizes.map(size => ({ size, found: measure('compile.mjs', size) }))));
console.log('');
print(stepRows(sizes.map(size => ({ size, found: measure('step.mjs', size) }))));
