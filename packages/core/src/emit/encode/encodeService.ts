import type { JsonObject } from '../../model/Json.js';
import type { Meta } from '../../model/Meta.js';
import type { Port, Service } from '../../model/Service.js';
import { encodeObject } from './encodeObject.js';
import * as Fields from './Fields.js';

const exportAnnotation = 'networking.istio.io/exportTo';

const encodePort = ({ name, number, protocol, appProtocol }: Port): JsonObject =>
  Fields.filled({ name, port: number, protocol, appProtocol });

const withExport = ({ meta, exportTo }: Service): Meta =>
  exportTo === undefined
    ? meta
    : { ...meta, annotations: { ...meta.annotations, [exportAnnotation]: exportTo.join(',') } };

const clusterAddresses = ({ headless, addresses }: Service): Fields.Fields => {
  const all = headless ? ['None'] : addresses;
  return { clusterIP: all[0], clusterIPs: all };
};

/** The Service as Kubernetes has it; `exportTo` becomes Istio's annotation again. */
export const encodeService = (service: Service): JsonObject =>
  encodeObject('v1', 'Service', withExport(service), {
    spec: Fields.filled({
      type: service.type,
      ...clusterAddresses(service),
      externalName: service.externalName,
      selector: service.selector,
      ports: service.ports.map(encodePort)
    })
  });
