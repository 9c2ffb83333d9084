import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printYaml } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { binary } from './process/Cache.js';

/** How a command ended: its exit code, and all that it printed. */
interface Ended {
  readonly code: number;
  readonly output: string;
}

const run = (args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    execFile(binary('istioctl'), [...args], { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, output: `${stdout}${stderr}` });
      else reject(error ?? new Error('istioctl did not end'));
    });
  });

const withFile = async <A>(text: string, use: (file: string) => Promise<A>): Promise<A> => {
  const folder = await mkdtemp(join(tmpdir(), 'meshfence-e2e-'));
  try {
    const file = join(folder, 'objects.yaml');
    await writeFile(file, text);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
};

const rejected = /^\s*\* (?:[A-Za-z]+)\/([^:\s]+\/[^:\s]+):/;

/** Istio's own judgement of objects: the `namespace/name` of each that it rejects, and what it said of all of them. */
export const validate = async (
  objects: ReadonlyArray<JsonObject>
): Promise<{ readonly rejected: ReadonlySet<string>; readonly output: string }> =>
  withFile(printYaml(objects), async file => {
    const { code, output } = await run(['validate', '-f', file]);
    const names = output.split('\n').flatMap(line => rejected.exec(line)?.[1] ?? []);
    if (code !== 0 && names.length === 0)
      throw new Error(`istioctl failed without naming an object: ${output}`);
    return { rejected: new Set(names), output };
  });

/** Istio's analysis of a set of objects, with nothing but these. */
export const analyze = async (objects: ReadonlyArray<JsonObject>): Promise<Ended> =>
  withFile(printYaml(objects), file => run(['analyze', '--use-kube=false', file]));
