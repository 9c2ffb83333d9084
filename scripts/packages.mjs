// The packages as users get them: packed, unpacked into an empty project beside their declared dependencies only,
// imported from plain ESM, and type-checked with both module resolutions that TypeScript users have.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'meshfence-packages-'));
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const readJson = file => JSON.parse(readFileSync(file, 'utf8'));

const unpack = folder => {
  const { name } = readJson(join(root, folder, 'package.json'));
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', project, '--loglevel=error'], join(root, folder))
  );
  const target = join(project, 'node_modules', name);
  mkdirSync(dirname(target), { recursive: true });
  run('tar', ['-xzf', filename], project);
  renameSync(join(project, 'package'), target);
  return { name, target };
};

const linkDependencies = ({ target }) => {
  for (const dependency of Object.keys(readJson(join(target, 'package.json')).dependencies ?? {})) {
    const place = join(project, 'node_modules', dependency);
    if (existsSync(place) || dependency.startsWith('@meshfence/')) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, 'node_modules', dependency), place);
  }
};

const plain = `
import { compile, decodeMesh, printYaml, toObjects } from '@meshfence/core';
import { Controller, connect } from '@meshfence/k8s-adapter';
import { promSource } from '@meshfence/prom-adapter';
import { syntheticMesh } from '@meshfence/test-kit';
const text = 'apiVersion: microservice.slime.io/v1alpha1\\nkind: ServiceFence\\nmetadata: {name: a, namespace: b}\\nspec: {enable: true}\\n';
const plan = compile(decodeMesh([{ file: 'a.yaml', text }]).value).value;
if (!printYaml(toObjects(plan)).includes('kind: Sidecar')) throw new Error('no Sidecar');
if (typeof connect !== 'function' || typeof Controller !== 'function') throw new Error('no controller');
if (promSource({ access: { address: 'prometheus:9090' } }).name !== 'prometheus') throw new Error('no source');
if (compile(syntheticMesh({ seed: 1, services: 10 })).value.sidecars.length === 0) throw new Error('no synthetic Sidecars');
`;

const typed = `
import { compile, decodeMesh } from '@meshfence/core';
import type { Diagnosed, Mesh, Plan } from '@meshfence/core';
import { syntheticMesh } from '@meshfence/test-kit';
const mesh: Mesh = decodeMesh([]).value;
export const plan: Diagnosed<Plan> = compile(mesh);
export const other: Mesh = syntheticMesh({ seed: 1, services: 10 });
// @ts-expect-error a mesh is not a text
compile('mesh');
`;

const typeCheck = (module, moduleResolution) => {
  const compilerOptions = {
    target: 'es2022',
    module,
    moduleResolution,
    strict: true,
    noEmit: true,
    types: [],
    skipLibCheck: false
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], project);
  console.log(`typed with moduleResolution ${moduleResolution}`);
};

try {
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' })
  );
  const unpacked = [
    'packages/core',
    'packages/test-kit',
    'packages/k8s-adapter',
    'packages/prom-adapter',
    'packages/cli'
  ].map(unpack);
  unpacked.forEach(linkDependencies);
  writeFileSync(join(project, 'plain.js'), plain);
  run(process.execPath, ['plain.js'], project);
  console.log('imported from plain ESM');
  writeFileSync(join(project, 'typed.ts'), typed);
  typeCheck('node16', 'node16');
  typeCheck('esnext', 'bundler');
  const cli = join(project, 'node_modules/@meshfence/cli');
  const help = run(
    process.execPath,
    [join(cli, readJson(join(cli, 'package.json')).bin.meshfence), '--help'],
    project
  );
  if (!help.includes('compile')) throw new Error('the packed command has no help');
  console.log('the packed command runs');
  const stray = unpacked
    .flatMap(({ target }) => readdirSync(target, { recursive: true }))
    .filter(file => /\.test\.|tsbuildinfo/.test(file));
  if (stray.length > 0) throw new Error(`packed by mistake: ${stray.join(', ')}`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
