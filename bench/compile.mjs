// One measurement, in a process of its own so that its peak memory is its own.
//   node --expose-gc bench/compile.mjs '{"services": 1000, ..}'   prints one line of JSON
import { compile, decodeMesh, encodeMesh, printYaml } from '@meshfence/core';
import { syntheticMesh } from '@meshfence/test-kit/synthetic';

const size = JSON.parse(process.argv[2]);
const rounds = 5;

const timed = work => {
  globalThis.gc();
  const started = performance.now();
  const result = work();
  return { milliseconds: performance.now() - started, result };
};

// Everything that follows from a SlimeBoot is part of what is measured.
const slimeBoot = `
apiVersion: config.netease.com/v1alpha1
kind: SlimeBoot
metadata: { name: lazyload, namespace: mesh-operator }
spec:
  module:
    - name: lazyload
      kind: lazyload
      general:
        autoPort: true
        supportH2: true
        dispatches:
          - { name: partners, domains: ['*.partners.example'], cluster: outbound|80||egress.partners.svc.cluster.local }
          - { name: rest, domains: ['*'], cluster: _GLOBAL_SIDECAR }
  component:
    globalSidecar: { enable: true }
`;

const { config } = decodeMesh([{ file: 'slimeboot.yaml', text: slimeBoot }]).value;
const mesh = { ...syntheticMesh(size), config };
globalThis.gc();
const meshHeap = process.memoryUsage().heapUsed;

const first = timed(() => compile(mesh));
const again = Array.from({ length: rounds }, () => timed(() => compile(mesh)).milliseconds).sort(
  (a, b) => a - b
);
const peak = process.resourceUsage().maxRSS * 1024;

const text = size.services <= 1000 ? printYaml(encodeMesh(mesh)) : '';
const decoding =
  text === '' ? undefined : timed(() => decodeMesh([{ file: 'mesh.yaml', text }])).milliseconds;

const { resources, scopes, sidecars } = first.result.value;
console.log(
  JSON.stringify({
    fences: mesh.fences.length,
    edges: mesh.edges.length,
    virtualServices: mesh.virtualServices.length,
    hosts: scopes.reduce((sum, scope) => sum + scope.hosts.length, 0),
    sidecars: sidecars.length,
    resources: resources.length,
    first: first.milliseconds,
    again: again[Math.floor(rounds / 2)],
    meshHeap,
    peak,
    decoding,
    bytes: text.length
  })
);
