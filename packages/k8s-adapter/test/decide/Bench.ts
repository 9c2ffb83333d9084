import { decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import { newParts } from '../../src/controller/newParts.js';
import type { Parts } from '../../src/controller/Parts.js';
import { selectionsOf } from '../../src/observe/selections.js';
import { fullForm } from '../../src/discovery/statusForm.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { meshKinds } from '../../src/observe/kinds.js';
import type { Report } from '../../src/report/Report.js';
import type { KubeObject } from '../../src/watch/KubeObject.js';

/** The parts of a controller that has heard of these objects, and compiled them; and what it has told users. */
export interface Bench {
  readonly parts: Parts;
  readonly reports: ReadonlyArray<Report>;
  /** Hears of objects, without compiling anything. */
  readonly see: (...objects: ReadonlyArray<KubeObject>) => void;
}

const boot = (general: JsonObject, component: JsonObject): JsonObject => ({
  apiVersion: 'config.netease.com/v1alpha1',
  kind: 'SlimeBoot',
  metadata: { namespace: 'mesh-operator', name: 'lazyload' },
  spec: { module: [{ name: 'lazyload', kind: 'lazyload', enable: true, general }], component }
});

const seeInMesh = ({ world }: Parts, objects: ReadonlyArray<KubeObject>, first: boolean): void => {
  for (const kind of meshKinds) {
    const resource = {
      ...kind,
      apiVersion: [kind.group, kind.versions[0]].filter(each => each !== '').join('/')
    };
    const own = objects.filter(each => each.kind === kind.kind);
    const listener = world.listener(kind);
    const items = listener.project(own, resource);
    if (first) listener.replaced(items, '1', resource);
    else for (const item of items) listener.set(item, resource);
  }
};

/** Puts the parts of a controller together, with a SlimeBoot of these settings; without any, there is no global-sidecar. */
export const bench = (
  objects: ReadonlyArray<KubeObject>,
  general: JsonObject = { globalSidecarMode: 'no' },
  component: JsonObject = {}
): Bench => {
  const reports: Array<Report> = [];
  const nothing = (): void => {};
  const parts = newParts(
    {
      metrics: newMetrics({ process: false }),
      now: () => 0,
      recorder: { record: report => void reports.push(report), stop: () => Promise.resolve() }
    },
    {
      changed: nothing,
      moved: nothing,
      listed: nothing,
      resourceMoved: nothing,
      slimeBootsChanged: nothing,
      configured: nothing,
      learned: nothing
    },
    () => false,
    () => fullForm,
    () => undefined
  );
  parts.configuration.write(decodeObjects([boot(general, component)]), false);
  const { config } = parts.configuration.standing();
  if (config === undefined) throw new Error('The SlimeBoot of the bench is no good.');
  seeInMesh(parts, objects, true);
  for (const selection of selectionsOf(config))
    parts.resources.listener(selection).replaced([], '1', {
      ...selection.wanted,
      apiVersion: [selection.wanted.group, selection.wanted.versions[0]].filter(each => each !== '').join('/')
    });
  const others = new Set(meshKinds.map(({ kind }) => kind));
  const see = (...seen: ReadonlyArray<KubeObject>): void => {
    seeInMesh(parts, seen, false);
    for (const each of seen)
      if (!others.has(each.kind ?? '') || each.metadata.name === 'global-sidecar')
        parts.resources.learn(each);
  };
  parts.compiler.run(config);
  return { parts, reports, see };
};
