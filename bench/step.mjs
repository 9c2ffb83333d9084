// What one change costs beside compiling anew, in a process of its own.
//   node --expose-gc bench/step.mjs '{"services": 1000, ..}'   prints one line of JSON
import { start, step } from '@meshfence/core';
import { syntheticMesh } from '@meshfence/test-kit/synthetic';

const rounds = 9;
const mesh = syntheticMesh(JSON.parse(process.argv[2]));

const heapUsed = () => {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};

const timed = work => {
  const started = performance.now();
  const result = work();
  return { milliseconds: performance.now() - started, result };
};

/** Some member of a list, another one in each round. */
const some = (list, round) => list[Math.floor(((round + 1) * list.length) / (rounds + 2))];

const setFence = object => ({ _tag: 'Set', field: 'fences', object });
const setService = object => ({ _tag: 'Set', field: 'services', object });

/** One change of each kind, for a round. */
const changes = {
  'a fence gains a static host': round => {
    const fence = some(mesh.fences, round);
    return setFence({
      ...fence,
      hosts: { ...fence.hosts, [`new-${round}.example.com`]: { _tag: 'Stable' } }
    });
  },
  "a fence's own status comes back": (round, { result }) => {
    const { status, ...key } = some(result.value.statuses, round);
    const fence = mesh.fences.find(({ meta }) => meta.namespace === key.namespace && meta.name === key.name);
    return setFence({ ...fence, status });
  },
  'a fence goes': round => {
    const { namespace, name } = some(mesh.fences, round).meta;
    return { _tag: 'Remove', field: 'fences', namespace, name };
  },
  'an edge comes': round => ({
    _tag: 'AddEdges',
    edges: [{ ...some(mesh.edges, round), to: `seen-${round}.example.com` }]
  }),
  'a Service gains a label': round => {
    const { meta, ...service } = some(mesh.services, round);
    return setService({ ...service, meta: { ...meta, labels: { ...meta.labels, round: String(round) } } });
  },
  'a Service comes': round => {
    const { meta, ...service } = some(mesh.services, round);
    return setService({ ...service, addresses: [], meta: { ...meta, name: `new-${round}` } });
  },
  'a Service goes': round => {
    const { namespace, name } = some(mesh.services, round).meta;
    return { _tag: 'Remove', field: 'services', namespace, name };
  },
  'a VirtualService gains a destination': round => {
    const { routes, ...rest } = some(mesh.virtualServices, round);
    const longer = routes.map(route => ({
      ...route,
      destinations: [...route.destinations, `new-${round}.example.com`]
    }));
    return { _tag: 'Set', field: 'virtualServices', object: { ...rest, routes: longer } };
  }
};

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** How many scopes a step has made anew. */
const madeAnew = (before, after) => {
  const known = new Set(before.result.value.scopes);
  return after.result.value.scopes.filter(scope => !known.has(scope)).length;
};

const without = heapUsed();
const started = timed(() => start(mesh));
const stateHeap = heapUsed() - without;

let state = started.result;
const steps = Object.entries(changes).map(([name, change]) => {
  const all = Array.from({ length: rounds }, (_, round) => {
    const before = state;
    const next = timed(() => step(before, [change(round, before)]));
    state = next.result.state;
    return { milliseconds: next.milliseconds, anew: madeAnew(before, state) };
  });
  return {
    name,
    milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
    anew: median(all.map(({ anew }) => anew))
  };
});

console.log(
  JSON.stringify({ start: started.milliseconds, stateHeap, grownHeap: heapUsed() - without, steps })
);
