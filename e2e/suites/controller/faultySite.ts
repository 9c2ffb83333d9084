import type { Fault } from '../../harness/controller/Fault.js';
import { pass } from '../../harness/controller/Fault.js';
import { fenceObject, namespaceObject, serviceObject } from '../../harness/controller/bulk.js';
import { FaultProxy } from '../../harness/controller/FaultProxy.js';
import type { KubeObject } from '../../harness/api/KubeObject.js';
import { Site } from './Site.js';
import type { LiveSidecar } from './Site.js';

/** A site of three Services, `web`, `cart` and `stock` in `shop`, with a proxy in front of its API server. */
export interface FaultySite {
  readonly site: Site;
  readonly proxy: FaultProxy;
  readonly untilHosts: (name: string, hosts: ReadonlyArray<string>) => Promise<LiveSidecar>;
  /** Lets something go wrong while something is done; what is under way breaks first. */
  readonly during: (fault: Fault, doing: () => Promise<unknown>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A fence of a Service of `shop` that names others of its Services. */
export const fence = (name: string, ...hosts: ReadonlyArray<string>): KubeObject =>
  fenceObject('shop', name, {
    enable: true,
    host: Object.fromEntries(hosts.map(host => [`${host}.shop.svc.cluster.local`, { stable: {} }]))
  });

const during =
  (proxy: FaultProxy): FaultySite['during'] =>
  async (fault, doing) => {
    await proxy.set(fault);
    proxy.cutAll();
    try {
      await doing();
    } finally {
      await proxy.set(pass);
    }
  };

export const startFaultySite = async (): Promise<FaultySite> => {
  const site = await Site.start();
  const services = ['web', 'cart', 'stock'].map(name => serviceObject('shop', name));
  await site.apply([namespaceObject('shop'), ...services, fence('web', 'cart')]);
  const proxy = await FaultProxy.start(site.mesh);
  return {
    site,
    proxy,
    during: during(proxy),
    untilHosts: (name, hosts) =>
      site.untilHosts(
        'shop',
        name,
        hosts.map(host => `*/${host}.shop.svc.cluster.local`),
        30
      ),
    stop: async () => {
      await site.stop();
      await proxy.stop();
    }
  };
};
