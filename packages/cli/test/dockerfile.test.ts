import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeMesh, install } from '../src/core.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, 'utf8');

const dockerfile = textOf('Dockerfile');
const instructions = dockerfile
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));

const allOf = (name: string): ReadonlyArray<string> =>
  instructions.filter(each => each.name === name).map(({ rest }) => rest);

const lastOf = (name: string): string => allOf(name).at(-1) ?? '';

interface Manifest {
  readonly version: string;
  readonly workspaces?: ReadonlyArray<string>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifest = (file: string): Manifest => JSON.parse(textOf(file)) as Manifest;
const workspaces = manifest('package.json').workspaces ?? [];

/** What is copied out of the checkout. */
const copied = allOf('COPY')
  .filter(rest => !rest.startsWith('--from='))
  .flatMap(rest => rest.split(' ').slice(0, -1));

/** What is copied out of an earlier stage, by its path in the checkout. */
const carried = allOf('COPY')
  .filter(rest => rest.startsWith('--from='))
  .map(rest => (rest.split(' ')[1] ?? '').replace('/opt/meshfence/', ''));

interface Container {
  readonly command: ReadonlyArray<string>;
  readonly image: string;
  readonly ports: ReadonlyArray<{ readonly containerPort: number }>;
}

interface PodSpec {
  readonly containers: ReadonlyArray<Container>;
  readonly securityContext: { readonly runAsUser: number; readonly runAsGroup: number };
}

const [pod] = install(decodeMesh([]).value)
  .value.filter(({ kind, name }) => kind === 'Deployment' && name === 'lazyload')
  .map(({ object }) => (object['spec'] as { template: { spec: unknown } }).template.spec as PodSpec);
const container = pod?.containers[0];

test('what is copied is there, and is not kept out of the build', () => {
  expect(copied.filter(path => !existsSync(`${root}${path}`))).toEqual([]);
  const [all, ...rest] = textOf('.dockerignore')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'));
  const letIn = rest.filter(line => line.startsWith('!')).map(line => line.slice(1));
  expect(all).toBe('*');
  expect(copied.filter(path => !letIn.some(each => path === each || path.startsWith(`${each}/`)))).toEqual(
    []
  );
});

test('npm is shown every workspace, and those that the command line is made of are built and carried over', () => {
  for (const folder of workspaces) expect(copied).toContain(`${folder}/package.json`);
  const own = Object.keys(manifest('packages/cli/package.json').dependencies ?? {})
    .filter(name => name.startsWith('@meshfence/'))
    .map(name => name.replace('@meshfence/', 'packages/'));
  expect(own).toContain('packages/core');
  for (const folder of [...own, 'packages/cli']) {
    expect(copied).toContain(folder);
    expect(carried).toContain(`${folder}/package.json`);
    expect(carried).toContain(`${folder}/dist`);
  }
});

test('it is the image that the controller’s Deployment asks for, of this release', () => {
  expect(dockerfile).toContain(`docker build -t ${container?.image} .`);
  expect(container?.image.split(':').at(-1)).toBe(manifest('packages/cli/package.json').version);
});

test('its entry point is the command that the Deployment gives, and is a link to the program', () => {
  const command = JSON.parse(lastOf('ENTRYPOINT')) as ReadonlyArray<string>;
  expect(command).toEqual(container?.command);
  const [name = ''] = command;
  const program = `packages/cli/${manifest('packages/cli/package.json').bin?.[name]}`;
  expect(existsSync(`${root}${program}`)).toBe(true);
  expect(carried).toContain('packages/cli/bin');
  expect(allOf('RUN')).toContain(`ln -s /opt/meshfence/${program} /usr/local/bin/${name}`);
});

test('it runs as the user that the Deployment says, by number, and not as root', () => {
  const user = `${pod?.securityContext.runAsUser}:${pod?.securityContext.runAsGroup}`;
  expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(lastOf('USER')).toBe(user);
  expect(instructions.findIndex(({ name }) => name === 'USER')).toBeGreaterThan(
    instructions.findLastIndex(({ name }) => name === 'RUN')
  );
});

test('it says which ports the container has', () => {
  expect(lastOf('EXPOSE').split(' ').map(Number)).toEqual(
    container?.ports.map(({ containerPort }) => containerPort)
  );
});

test('what is compiled for a Node is run by the same Node', () => {
  const images = allOf('FROM')
    .map(rest => rest.split(' ')[0] ?? '')
    .filter(image => image.startsWith('node:'));
  expect(images).toHaveLength(2);
  expect(new Set(images.map(image => image.replace('-slim', '')))).toEqual(new Set(['node:20-bookworm']));
});
