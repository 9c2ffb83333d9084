import fc from 'fast-check';
import type { Labels, Service } from '@meshfence/core';
import { exportTo } from './exportTo.js';
import { labels } from './labels.js';
import { meta } from './meta.js';
import { port } from './port.js';
import { record, seldom, wilder } from './record.js';
import { addresses } from './universe.js';
import type { Flavour } from './universe.js';

type Exposure = Pick<Service, 'type' | 'addresses' | 'headless' | 'externalName'>;

const withAddress: fc.Arbitrary<Exposure> = fc
  .tuple(
    fc.constantFrom('ClusterIP', 'NodePort'),
    fc.uniqueArray(fc.constantFrom(...addresses), { maxLength: 2 })
  )
  .map(([type, all]) => ({ type, addresses: all, headless: false, externalName: undefined }));

const headless: Exposure = { type: 'ClusterIP', addresses: [], headless: true, externalName: undefined };
const external: Exposure = {
  type: 'ExternalName',
  addresses: [],
  headless: false,
  externalName: 'api.example.com'
};

/** What the types allow and no API server would. */
const strange = record<Exposure>({
  type: fc.constantFrom('', 'ClusterIP', 'ExternalName', 'constructor'),
  addresses: fc.constantFrom<ReadonlyArray<string>>([], [''], ['None'], ['::'], ['10.0.0.1', '10.0.0.1']),
  headless: fc.boolean(),
  externalName: fc.constantFrom(undefined, '', 'details.default.svc.cluster.local')
});

const exposure = (flavour: Flavour): fc.Arbitrary<Exposure> =>
  wilder(flavour, seldom(withAddress, fc.constantFrom(headless, external), 4), strange, 10);

const annotated = (service: Service): Service =>
  service.exportTo === undefined || service.exportTo.length === 0
    ? service
    : {
        ...service,
        meta: {
          ...service.meta,
          annotations: {
            ...service.meta.annotations,
            'networking.istio.io/exportTo': service.exportTo.join(',')
          }
        }
      };

const selector = (flavour: Flavour, name: string): fc.Arbitrary<Labels.Labels> =>
  fc.oneof({ arbitrary: fc.constant({ app: name }), weight: 3 }, { arbitrary: labels(flavour), weight: 2 });

/** A Service: with addresses, headless or an ExternalName; its selector mostly its own name, sometimes nothing. */
export const service = (flavour: Flavour): fc.Arbitrary<Service> =>
  meta(flavour).chain(named =>
    fc
      .tuple(
        exposure(flavour),
        selector(flavour, named.name),
        fc.array(port(flavour), { maxLength: 2 }),
        exportTo(flavour)
      )
      .map(([exposed, selects, ports, exports]) =>
        annotated({ meta: named, ...exposed, selector: selects, ports, exportTo: exports })
      )
  );
