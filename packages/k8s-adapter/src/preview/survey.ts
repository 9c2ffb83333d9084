import { readFile } from 'node:fs/promises';
import { decodeMesh } from '@meshfence/core';
import type { Config } from '@meshfence/core';
import type { Client } from '../client/Client.js';
import { newForm } from '../controller/Form.js';
import type { Form } from '../controller/Form.js';
import { newParts } from '../controller/newParts.js';
import type { Ears } from '../controller/newParts.js';
import type { ConfigPlace } from '../controller/Options.js';
import type { Parts } from '../controller/Parts.js';
import { writeSlimeBoots } from '../controller/sources.js';
import { kinds } from '../discovery/kinds.js';
import type { Told } from '../learn/EdgeBook.js';
import { newMetrics } from '../metrics/Metrics.js';
import { meshKinds } from '../observe/kinds.js';
import { selectionsOf } from '../observe/selections.js';
import { begin } from '../watch/begin.js';
import { looking, silentLog, silentRecorder } from './silent.js';

/** Which cluster is looked at, by which configuration. */
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
      wanted: kinds.SlimeBoot,
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

/**
 * Lists all that is, and compiles it: the parts of a controller as they are before it writes anything.
 *
 * Rejects as the client does, and where there is no configuration.
 */
export const survey = async (options: PreviewOptions): Promise<Parts> => {
  const { client, edges, now } = options;
  const known: { form?: Form } = {};
  const parts = newParts(
    { metrics: newMetrics({ process: false }), now, recorder: silentRecorder },
    deaf,
    () => true,
    () => known.form?.current(),
    () => undefined
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
    selectionsOf(config).map(selection =>
      begin({ ...looking(client), ...selection, listener: resources.listener(selection) })
    )
  );
  compiler.run(config);
  return parts;
};
