import type { Diagnostic, JsonObject } from '@meshfence/core';
import type { Action } from '../apply/Action.js';
import { execute, pathOf } from '../apply/execute.js';
import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { newAgenda } from '../controller/Agenda.js';
import { newWork } from '../decide/newWork.js';
import { obstacleTo } from '../decide/obstacles.js';
import type { Obstacle } from '../decide/obstacles.js';
import { newMetrics } from '../metrics/Metrics.js';
import { survey } from './survey.js';
import type { PreviewOptions } from './survey.js';

/** One write that a controller would do: the object as it is, and as it would be; undefined where there is none. */
export interface PlannedWrite {
  readonly verb: Action['verb'];
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** Why the API server would refuse it; undefined where it would not. */
  readonly refused: string | undefined;
}

/** What a controller would do now, in order, and what it would find. */
export interface Preview {
  readonly writes: ReadonlyArray<PlannedWrite>;
  /** What is in the way: that is left as it is, whatever is written. */
  readonly obstacles: ReadonlyArray<Obstacle>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

const liveObject = async (client: Client, { target }: Action): Promise<JsonObject | undefined> => {
  try {
    return await client.ask<JsonObject>({ path: pathOf(target) });
  } catch (error) {
    if (isRefusal(error, 404)) return undefined;
    throw error;
  }
};

const plannedWrite = async (client: Client, action: Action): Promise<PlannedWrite> => {
  const common = { verb: action.verb, ...action.target, before: await liveObject(client, action) };
  if (action.verb === 'delete') return { ...common, after: undefined, refused: undefined };
  try {
    const after = await execute(client, action, { dryRun: true });
    return { ...common, after: after as JsonObject | undefined, refused: undefined };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...common, after: common.before, refused: error.message };
  }
};

/**
 * What a controller would write now. Nothing is written: the API server is asked what it would make of each write.
 *
 * What follows from a write is not foreseen: a fence that would be made has no Sidecar yet. Rejects as the client does, and
 * where there is no configuration.
 */
export const preview = async (options: PreviewOptions): Promise<Preview> => {
  const parts = await survey(options);
  const work = newWork(parts, newMetrics({ process: false }));
  newAgenda(parts).everything();
  const writes: Array<PlannedWrite> = [];
  const obstacles: Array<Obstacle> = [];
  for (let entry = parts.queue.take(); entry !== undefined; entry = parts.queue.take()) {
    for (const action of work.decide(entry.key)) writes.push(await plannedWrite(options.client, action));
    const obstacle = obstacleTo(parts, entry.key);
    if (obstacle !== undefined) obstacles.push(obstacle);
  }
  return { writes, obstacles, diagnostics: parts.compiler.diagnostics() };
};
