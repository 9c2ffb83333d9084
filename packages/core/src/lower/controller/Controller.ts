import type { Config } from '../../model/Config.js';
import { globalSidecarName, placeholderName } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Labels } from '../../model/Labels.js';
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

const serviceName = /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** Its objects would be those of another workload, and its rights those of a proxy that anybody may call. */
const whyTaken = (name: string): string | undefined =>
  name === globalSidecarName || name === placeholderName
    ? "which is another name of meshfence's own"
    : undefined;

/** Why the workload cannot have the name. Kubernetes is stricter with Services than with anything else here. */
export const whyNotWorkload = (name: string): string | undefined =>
  serviceName.test(name) ? whyTaken(name) : 'which is no name of a Service';

const longestName = 63;

/** What the receivers of access logs beside a controller are called. Of a very long name the end gives way. */
export const receiverName = (controllerName: string): string =>
  `${controllerName.slice(0, longestName - '-als'.length)}-als`;

/** Why the account of a workload cannot have the name. The receivers have one of their own, which may do less. */
export const whyNotAccount = (config: Config, workload: string, name: string): string | undefined =>
  config.accessLogReceiver !== undefined && name === receiverName(workload)
    ? 'which is that of the receivers of access logs'
    : whyTaken(name);

/** The controller that a configuration describes: named like its SlimeBoot, in meshfence's own namespace. */
export const controllerOf = (config: Config): Controller => {
  const { deployment, global, meta } = config;
  const own = meta?.name ?? defaultName;
  const name = whyNotWorkload(own) === undefined ? own : defaultName;
  const account = deployment.serviceAccount.name ?? name;
  return {
    config,
    name,
    namespace: global.slimeNamespace,
    labels: { app: name },
    serviceAccount: whyNotAccount(config, name, account) === undefined ? account : name,
    slimeBoot: { namespace: meta?.namespace ?? global.slimeNamespace, name: own }
  };
};

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
