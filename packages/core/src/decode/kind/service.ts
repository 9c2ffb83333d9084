import type { Labels } from '../../model/Labels.js';
import type { Port } from '../../model/Service.js';
import { defaulted, labels, list, numeric, optional, string, struct } from '../codec.js';
import { byCodec } from '../Decode.js';

const annotation = 'networking.istio.io/exportTo';

export const port = struct({
  name: optional(string),
  port: optional(numeric),
  number: optional(numeric),
  protocol: optional(string),
  appProtocol: optional(string)
});

/** A port of a Service (`port`) or of a ServiceEntry (`number`). */
export const toPort = ({
  name,
  port: service,
  number: entry,
  protocol,
  appProtocol
}: typeof port._A): Port => ({
  name,
  number: service ?? entry ?? 0,
  protocol,
  appProtocol
});

const codec = struct({
  spec: defaulted(
    struct({
      type: optional(string),
      selector: labels,
      ports: list(port),
      clusterIP: optional(string),
      clusterIPs: list(string),
      externalName: optional(string)
    }),
    {
      type: undefined,
      selector: {},
      ports: [],
      clusterIP: undefined,
      clusterIPs: [],
      externalName: undefined
    }
  )
});

const exportToOf = (annotations: Labels): ReadonlyArray<string> | undefined => {
  const text = Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined;
  const parts = (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  return parts.length === 0 ? undefined : parts;
};

/** A Kubernetes Service. */
export const service = byCodec(codec, ({ spec }, { meta }) => {
  const addresses = [...new Set([spec.clusterIP ?? '', ...spec.clusterIPs])].filter(
    ip => ip !== '' && ip !== 'None'
  );
  return {
    field: 'services',
    value: {
      meta,
      type: spec.type ?? 'ClusterIP',
      selector: spec.selector,
      ports: spec.ports.map(toPort),
      addresses,
      headless: spec.clusterIP === 'None',
      externalName: spec.externalName,
      exportTo: exportToOf(meta.annotations)
    }
  };
});
