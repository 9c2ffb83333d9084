import type { Diagnosed } from '../../Diagnosed.js';
import { diagnosed, of } from '../../Diagnosed.js';
import type { Index } from '../../indexing/Index.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { globalSidecars } from '../../model/GlobalSidecar.js';
import type { Resource } from '../../model/Resource.js';
import { bootstrapText } from '../accessLog/logging.js';
import { reporter } from '../accessLog/reporter.js';
import { configMap, disruptionBudget, serviceAccount } from './companions.js';
import { globalSidecarDeployment } from './deployment.js';
import { fingerprint } from './fingerprint.js';
import { checkInjection } from './injection.js';
import { withoutPeerMetadata } from './peerMetadata.js';
import { program } from './program.js';
import { globalSidecarService } from './service.js';
import type { Program, Workload } from './Workload.js';

/** One global-sidecar's objects. What is mounted is read once, so that new pods must come of every change of it. */
const objects = (workload: Workload, checksum: string): ReadonlyArray<Resource> => [
  globalSidecarService(workload),
  serviceAccount(workload),
  configMap(workload),
  globalSidecarDeployment(workload, checksum),
  ...disruptionBudget(workload),
  ...reporter(workload.config, workload.globalSidecar),
  ...withoutPeerMetadata(workload.config, workload.globalSidecar)
];

const all = (common: Program, each: ReadonlyArray<GlobalSidecar>): ReadonlyArray<Resource> => {
  const checksum = fingerprint(common.envoy + bootstrapText(common.config));
  return each.flatMap(globalSidecar => objects({ ...common, globalSidecar }, checksum));
};

/** The workloads of all global-sidecars that the configuration asks for, with `ports` for their Services. */
export const globalSidecarWorkloads = (
  index: Index,
  ports: ReadonlyArray<number>
): Diagnosed<ReadonlyArray<Resource>> => {
  const each = globalSidecars(index.mesh.config);
  const [first] = each;
  if (first === undefined) return of([]);
  const { diagnostics, value: common } = program(index, ports);
  if (common === undefined) return of([]);
  const { config, component } = common;
  return diagnosed(all(common, each), [
    ...diagnostics,
    ...checkInjection(config, component.sidecarInject, first)
  ]);
};
