import type { JsonObject } from '@meshfence/core';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { fenceObject } from '../../harness/controller/bulk.js';
import type { Controller } from '../../harness/controller/startController.js';
import { Mesh } from '../../harness/Mesh.js';
import type { Pod } from '../../harness/pod/Pod.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { callersMeshConfig } from '../als/callers.js';
import { nameController } from '../als/nameController.js';
import { controllerPort, controllerService } from '../als/Receiver.js';
import { service, slimeBoot } from '../support/inputs.js';
import type { Boot } from '../support/inputs.js';
import { Site } from './Site.js';

/** A mesh whose Envoys report to a controller: a fenced `web`, and Services of one port, 9080. */
export interface LearningSite {
  readonly site: Site;
  readonly web: Pod;
  /** A controller that stands for election and listens where Envoys look for it. */
  readonly replica: (name: string) => Promise<Controller>;
  /** Puts another SlimeBoot in the place of the one that is there. */
  readonly configure: (boot?: Partial<Boot>, metric?: JsonObject) => Promise<unknown>;
  readonly slimeBoot: () => Promise<KubeObject | undefined>;
  /** Waits for the global-sidecar that a controller asks for, and runs it. */
  readonly untilFallback: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Another lease would be too long for a test: a leader that is silent is given up after 3 s. */
const timings = ['--lease-duration', '3s', '--renew-deadline', '2s', '--retry-period', '500ms'];
const elected = ['--lease', 'meshfence', '--lease-namespace', 'mesh-operator', ...timings];

const general: JsonObject = { wormholePort: ['9080'], accessLogger: 'both' };
const boot = slimeBoot({ general }) as unknown as KubeObject;

const globalSidecar = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'mesh-operator', name: 'global-sidecar' }
};

const callee = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name },
  spec: { selector: { app: 'callee' }, ports: [{ name: 'http', port: 9080, targetPort: 9080 }] }
});

const withMetric = (written: Partial<Boot>, metric: JsonObject): KubeObject => {
  const whole = slimeBoot({ general, ...written }) as unknown as KubeObject & {
    readonly spec: { readonly module: ReadonlyArray<JsonObject> };
  };
  const module = whole.spec.module.map(each => ({ ...each, metric }));
  return { ...whole, spec: { ...whole.spec, module } };
};

/** `callees` are Services; one pod answers for all of them. `inScope` is known to the fence of `web` from the start. */
export const startLearningSite = async (
  callees: ReadonlyArray<string>,
  inScope: string
): Promise<LearningSite> => {
  const mesh = await Mesh.start({ meshConfig: callersMeshConfig });
  const site = await Site.on(mesh, boot);
  await site.apply([
    service('shop/web', { http: 9080 }),
    ...callees.map(callee),
    ...controllerService,
    fenceObject('shop', 'web', { enable: true, host: { [inScope]: { stable: {} } } })
  ]);
  const unname = await nameController(mesh);
  const web = await mesh.pod({ namespace: 'shop', name: 'web' });
  await mesh.pod({ namespace: 'shop', name: 'callee', app: { http: [9080] }, proxy: false });
  return {
    site,
    web,
    replica: name =>
      site.controller({
        name,
        args: [...elected, '--identity', name, '--log-source-port', String(controllerPort)]
      }),
    configure: (written = {}, metric = {}) => site.apply([withMetric(written, metric)]),
    slimeBoot: () => mesh.get(boot),
    untilFallback: async () => {
      await mesh.rollOut(await waitFor('the global-sidecar', () => mesh.get(globalSidecar)));
      await mesh.settled();
    },
    stop: async () => {
      await site.stop();
      await unname();
    }
  };
};
