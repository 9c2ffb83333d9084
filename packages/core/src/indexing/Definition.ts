import type { Host } from '../model/Host.js';
import { normalize, whyInvalid } from '../model/Host.js';
import type { Mesh } from '../model/Mesh.js';
import { keyOf } from '../model/Meta.js';
import type { Service } from '../model/Service.js';
import type { ServiceEntry } from '../model/ServiceEntry.js';
import type { ExportTo } from './visibility.js';

/** A host that the mesh's registry knows, and the object that brings it there. */
export interface Definition {
  readonly host: Host;
  readonly namespace: string;
  readonly kind: 'Service' | 'ServiceEntry';
  readonly key: string;
  readonly exportTo: ExportTo;
  readonly ports: ReadonlyArray<number>;
  readonly externalName: string | undefined;
}

/** `details.default.svc.cluster.local`. */
export const hostOf = (
  meta: { readonly namespace: string; readonly name: string },
  clusterDomain: string
): Host => `${meta.name}.${meta.namespace}.svc.${clusterDomain}`;

const ofService = (service: Service, clusterDomain: string): Definition => ({
  host: hostOf(service.meta, clusterDomain),
  namespace: service.meta.namespace,
  kind: 'Service',
  key: keyOf(service.meta),
  exportTo: service.exportTo,
  ports: service.ports.map(port => port.number),
  externalName: service.externalName
});

const ofServiceEntry = ({ meta, hosts, exportTo, ports }: ServiceEntry): ReadonlyArray<Definition> =>
  [...new Set(hosts.map(normalize))].map(host => ({
    host,
    namespace: meta.namespace,
    kind: 'ServiceEntry',
    key: keyOf(meta),
    exportTo,
    ports: ports.map(port => port.number),
    externalName: undefined
  }));

/** Every host of the registry, Services' and ServiceEntries'. What no Sidecar could ever import is left out. */
export const definitions = ({
  config,
  services,
  serviceEntries
}: Pick<Mesh, 'config' | 'services' | 'serviceEntries'>): ReadonlyArray<Definition> =>
  [
    ...services.map(service => ofService(service, config.general.clusterDomain)),
    ...serviceEntries.flatMap(ofServiceEntry)
  ].filter(({ host }) => whyInvalid(host) === undefined);
