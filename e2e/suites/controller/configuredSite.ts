import type { JsonObject } from '@meshfence/core';
import { fenceObject, namespaceObject, serviceObject } from '../../harness/controller/bulk.js';
import { waitFor } from '../../harness/process/waitFor.js';
import { looseDefinitions } from './looseDefinitions.js';
import { Site, slimeBoot } from './Site.js';
import type { LiveSidecar } from './Site.js';

export const current = 'meshfence_config_current';
export const cart = 'cart.shop.svc.cluster.local';

/** A condition as suites ask about it. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** A site whose SlimeBoot says more than its definition would let it, with a fence that names `cart`. */
export interface ConfiguredSite {
  readonly site: Site;
  /** Puts another SlimeBoot in the place of the one that is there. */
  readonly configure: (general: JsonObject, global?: JsonObject) => Promise<unknown>;
  readonly untilCondition: (status: string, reason: string) => Promise<Condition>;
  /** Waits until the fence's Sidecar names exactly these hosts. */
  readonly web: (hosts: ReadonlyArray<string>) => Promise<LiveSidecar>;
}

/** An alias of `cart`. */
export const alias = (template: string): JsonObject => ({
  domainAliases: [{ pattern: '^cart\\.shop\\..*$', templates: [template] }]
});

const conditionOf = async (site: Site): Promise<Condition | undefined> => {
  const { status } = ((await site.mesh.get(slimeBoot())) ?? {}) as {
    readonly status?: { readonly conditions?: ReadonlyArray<Condition> };
  };
  return status?.conditions?.find(({ type }) => type === 'Ready');
};

export const startConfiguredSite = async (general: JsonObject): Promise<ConfiguredSite> => {
  const site = await Site.start(slimeBoot(general), { audit: true }, looseDefinitions);
  await site.apply([
    namespaceObject('shop'),
    ...['web', 'cart', 'stock'].map(name => serviceObject('shop', name)),
    fenceObject('shop', 'web', { enable: true, host: { [cart]: { stable: {} } } })
  ]);
  return {
    site,
    configure: (each, global = {}) => site.apply([slimeBoot(each, { global })]),
    web: hosts => site.untilHosts('shop', 'web', hosts),
    untilCondition: (status, reason) =>
      waitFor(`the condition of the SlimeBoot to be ${status}, ${reason}`, async () => {
        const condition = await conditionOf(site);
        if (condition?.status === status && condition.reason === reason) return condition;
        throw new Error(`it is ${JSON.stringify(condition)}`);
      })
  };
};
