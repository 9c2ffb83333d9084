import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import type { JsonObject } from '../../src/index.js';

/** One message of the global-sidecar's access log, as the recordings write it. */
export interface AccessLogMessage {
  readonly sourceIP: string;
  readonly authority: string | ReadonlyArray<string>;
  readonly upstreamCluster?: string;
  readonly shape?: 'nocommon' | 'pipe';
}

type ObjectName = readonly [kind: string, namespace: string, name: string];

/** One action of a recorded run; exactly one of the fields is there. */
export interface Action {
  readonly apply?: ReadonlyArray<JsonObject>;
  readonly patch?: readonly [...ObjectName, patch: JsonObject];
  readonly patchStatus?: readonly [...ObjectName, patch: JsonObject];
  readonly delete?: ObjectName;
  readonly als?: AccessLogMessage;
  readonly tick?: number;
}

/** What a recorded run was given. */
export interface Input {
  readonly namespace: string;
  readonly config: { readonly general: JsonObject; readonly global: JsonObject };
  readonly steps: ReadonlyArray<Action | ReadonlyArray<Action>>;
}

/** What the original controller left behind. */
export interface Output {
  readonly sidecars: ReadonlyArray<JsonObject>;
  readonly servicefences: ReadonlyArray<JsonObject>;
  readonly history?: ReadonlyArray<{
    readonly afterStep: number;
    readonly sidecars: ReadonlyArray<JsonObject>;
  }>;
  readonly controllerCrashed: boolean;
}

/** A recorded run of the original controller. */
export interface Case {
  readonly name: string;
  readonly input: Input;
  readonly output: Output;
  readonly note: string;
}

/** Where the recorded runs are. */
export const corpus = new URL('../../../../corpus/', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, corpus), 'utf8');

const readCase = (name: string): Case => ({
  name,
  input: load(read(`${name}/input.yaml`)) as Input,
  output: load(read(`${name}/output.yaml`)) as Output,
  note: read(`${name}/note.md`)
});

const byNumber = (a: string, b: string): number => Number.parseInt(a, 10) - Number.parseInt(b, 10);

/** All recorded runs, by their numbers. */
export const readCases = (): ReadonlyArray<Case> =>
  readdirSync(fileURLToPath(corpus), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort(byNumber)
    .map(readCase);
