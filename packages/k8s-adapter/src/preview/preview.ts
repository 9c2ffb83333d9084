import { decodeMesh } from '@meshfence/core';
import type { Config, Diagnostic, JsonObject } from '@meshfence/core';
import { readFile } from 'node:fs/promises';
import type { Action } from '../apply/Action.js';
import { execute, pathOf } from '../apply/execute.js';
import type { Client } from '../client/Client.js';
import { isRefusal } from '../client/Refusal.js';
import { newAgenda } from '../controller/Agenda.js';
import { newForm } from '../controller/Form.js';
import type { Form } from '../controller/Form.js';
import { newParts } from '../controller/newParts.js';
import type { Ears } from '../controller/newParts.js';
import { newWork } from '../decide/newWork.js';
import type { ConfigPlace } from '../controller/Options.js';
import type { Parts } from '../controller/Parts.js';
import { placesOf } from '../controller/Resources.js';
import { writeSlimeBoots } from '../controller/sources.js';
import type { Told } from '../learn/EdgeBook.js';
import { newMetrics } from '../metrics/Metrics.js';
import { meshKinds, slimeBootKind } from '../observe/kinds.js';
import { begin } from '../watch/begin.js';
import { looking, silentLog, silentRecorder } from './silent.js';

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
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

export interface PreviewOptions {
  readonly client: Client;
  readonly config: ConfigPlace;
  /** Files with EdgeLists. */
  readonly edges: ReadonlyArray<string>;
  readonly now: () => number;
}

const deaf: Ears = {
  changed: () => {},
  moved: () => {},
  listed: () => {},
  resourceMoved: () => {},
  slimeBootsChanged: () => {},
  configured: () => {},
  learned: () => {}
};

const metrics = () => newMetrics({ process: false });

const readConfig = async (parts: Parts, { client, config }: PreviewOptions): Promise<Config> => {
  const { configuration, slimeBoots } = parts;
  if (config._tag === 'File') {
    const decoded = decodeMesh([{ file: config.path, text: await readFile(config.path, 'utf8') }]);
    configuration.write(decoded, decoded.value.config.meta === undefined);
  } else {
    const { name, namespace } = config;
    const query = name === undefined ? {} : { fieldSelector: `metadata.name=${name}` };
    await begin({
      ...looking(client),
      wanted: slimeBootKind,
      namespace,
      query,
      listener: slimeBoots.listener
    });
    writeSlimeBoots(configuration, slimeBoots);
  }
  const { config: good, diagnostics } = configuration.standing();
  if (good !== undefined) return good;
  const why = diagnostics.map(({ message }) => message).join(' ');
  throw new Error(why === '' ? 'there is no SlimeBoot to go by' : `the SlimeBoot cannot be used: ${why}`);
};

/** As a controller would take it: one with errors is not taken. */
const edgesOf = async (path: string): Promise<Told> => {
  const { diagnostics, value } = decodeMesh([{ file: path, text: await readFile(path, 'utf8') }]);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (errors.length > 0) throw new Error(`${path} is not taken: ${errors.join(' ')}`);
  return { edges: value.edges, sources: value.sources };
};

/** Lists all that is, and compiles it. */
const survey = async (options: PreviewOptions): Promise<Parts> => {
  const { client, edges, now } = options;
  const known: { form?: Form } = {};
  const parts = newParts(
    { metrics: metrics(), now, recorder: silentRecorder },
    deaf,
    () => true,
    () => known.form?.current()
  );
  const { book, compiler, resources, world } = parts;
  await Promise.all(
    meshKinds.map(wanted =>
      begin({ ...looking(client), wanted, query: wanted.query ?? {}, listener: world.listener(wanted) })
    )
  );
  known.form = newForm(client, world, silentLog);
  await known.form.refresh();
  for (const path of edges) {
    book.tell(path, await edgesOf(path));
  }
  const config = await readConfig(parts, options);
  await Promise.all(
    placesOf(config).map(place =>
      begin({ ...looking(client), ...place, listener: resources.listener(place) })
    )
  );
  compiler.run(config);
  return parts;
};

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
  const work = newWork(parts, metrics());
  newAgenda(parts).everything();
  const writes: Array<PlannedWrite> = [];
  for (let entry = parts.queue.take(); entry !== undefined; entry = parts.queue.take())
    for (const action of work.decide(entry.key)) writes.push(await plannedWrite(options.client, action));
  return { writes, diagnostics: parts.compiler.diagnostics() };
};
