import { inObject } from '../../diagnostic/Place.js';
import type { Place } from '../../diagnostic/Place.js';
import type { Config } from '../../model/Config.js';
import type { JsonObject } from '../../model/Json.js';
import type { Labels } from '../../model/Labels.js';
import type { Path } from '../../model/Origin.js';
import type { Resource } from '../../model/Resource.js';
import { resource } from '../resource.js';

/** The controller's workload: what it is called, where it runs, and which SlimeBoot it reads. */
export interface Controller {
  readonly config: Config;
  readonly name: string;
  readonly namespace: string;
  /** The labels that select its pods. */
  readonly labels: Labels;
  readonly serviceAccount: string;
  readonly slimeBoot: { readonly namespace: string; readonly name: string };
}

/** What a controller is called where nobody has said anything. */
export const defaultName = 'lazyload';

/** Whether a Service may have the name: Kubernetes is stricter with Services than with anything else here. */
export const isServiceName = (name: string): boolean => /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name);

/** The controller that a configuration describes: named like its SlimeBoot, in meshfence's own namespace. */
export const controllerOf = (config: Config): Controller => {
  const { deployment, global, meta } = config;
  const own = meta?.name ?? defaultName;
  const name = isServiceName(own) ? own : defaultName;
  return {
    config,
    name,
    namespace: global.slimeNamespace,
    labels: { app: name },
    serviceAccount: deployment.serviceAccount.name ?? name,
    slimeBoot: { namespace: meta?.namespace ?? global.slimeNamespace, name: own }
  };
};

/** The place of a field of the SlimeBoot's spec; none where there was no SlimeBoot. */
export const inSpec = ({ meta }: Config, ...path: Path): ReadonlyArray<Place> =>
  meta === undefined ? [] : [inObject('SlimeBoot', { meta }, ['spec', ...path])];

/** An object of the controller's, named and labelled like it, in its namespace. */
export const owned = (
  controller: Controller,
  apiVersion: string,
  kind: string,
  fields: JsonObject,
  labels: Labels = {}
): Resource =>
  resource(controller.config, {
    part: 'controller',
    apiVersion,
    kind,
    namespace: controller.namespace,
    name: controller.name,
    labels: { ...controller.labels, ...labels },
    fields
  });
