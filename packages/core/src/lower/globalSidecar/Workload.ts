import type { Config, GlobalSidecarComponent } from '../../model/Config.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import { globalSidecarLabels, globalSidecarName } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Labels } from '../../model/Labels.js';
import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';
import type { ListenPorts } from './ports.js';

/** What all global-sidecars of a configuration have in common. */
export interface Program {
  readonly config: Config;
  readonly component: GlobalSidecarComponent;
  readonly image: string;
  readonly listen: ListenPorts;
  /** The ports of the Service. */
  readonly ports: ReadonlyArray<number>;
  /** Envoy's configuration, as text. */
  readonly envoy: string;
}

/** One global-sidecar with everything that its objects are made of. */
export interface Workload extends Program {
  readonly globalSidecar: GlobalSidecar;
}

/** What is particular to one of its objects. */
export interface Own {
  readonly apiVersion: string;
  readonly kind: string;
  readonly labels?: Labels;
  readonly fields: JsonObject;
}

/** An object of the workload's, named and labelled like it. */
export const owned = (
  { config, globalSidecar }: Workload,
  { apiVersion, kind, labels, fields }: Own
): Resource =>
  resource(config, {
    part: 'global-sidecar',
    apiVersion,
    kind,
    namespace: globalSidecar.namespace,
    name: globalSidecarName,
    labels: { ...labels, ...globalSidecarLabels },
    fields
  });
