import type { Diagnosed } from '../../Diagnosed.js';
import type { GlobalSidecarMode, MetricSource } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';
import { isObject } from '../readObject.js';
import type { Part } from './Part.js';
import { settle } from './setting.js';
import type { Said } from './setting.js';

const modes: ReadonlyMap<string, GlobalSidecarMode> = new Map([
  ['cluster', 'cluster'],
  ['namespace', 'namespace'],
  ['namespaced', 'namespace'],
  ['no', 'no']
]);

const sources: ReadonlyMap<string, MetricSource> = new Map([
  ['accesslog', 'accesslog'],
  ['prometheus', 'prometheus']
]);

/** The parts of a SlimeBoot in which a mode or a source may stand. */
export interface Parts {
  readonly general: Part;
  readonly global: Part;
  readonly component: JsonObject;
}

const miscOf = ({ value }: Part): JsonObject => (isObject(value['misc']) ? value['misc'] : {});

const inMisc = (part: Part, name: string): Said => ({
  path: [...part.path, 'misc', name],
  where: `global.misc.${name}`,
  value: miscOf(part)[name]
});

const inGeneral = (part: Part, name: string): Said => ({
  path: [...part.path, name],
  where: `general.${name}`,
  value: part.value[name]
});

/** Where the global-sidecar runs: the module's own word, then `misc` in both spellings, then the component's type. */
export const mode = ({ general, global, component }: Parts): Diagnosed<GlobalSidecarMode | undefined> =>
  settle(
    general.document,
    { name: 'globalSidecarMode', known: ['cluster', 'namespace', 'no'], read: text => modes.get(text) },
    [
      inGeneral(general, 'globalSidecarMode'),
      inMisc(global, 'globalSidecarMode'),
      inMisc(global, 'global-sidecar-mode'),
      {
        path: ['spec', 'component', 'globalSidecar', 'type'],
        where: 'component.globalSidecar.type',
        value: component['type']
      }
    ]
  );

/** Where edges come from. */
export const metricSource = ({ general, global }: Parts): Diagnosed<MetricSource | undefined> =>
  settle(
    general.document,
    { name: 'metricSourceType', known: ['accesslog', 'prometheus'], read: text => sources.get(text) },
    [inGeneral(general, 'metricSourceType'), inMisc(global, 'metricSourceType')]
  );
