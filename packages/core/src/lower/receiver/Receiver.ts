import type { AccessLogReceiver, Config } from '../../model/Config.js';
import { globalSidecars } from '../../model/GlobalSidecar.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import type { JsonObject } from '../../model/Json.js';
import type { Labels } from '../../model/Labels.js';
import type { Resource } from '../../model/Resource.js';
import { isLoggedByGlobalSidecar, logReceiver } from '../accessLog/logging.js';
import { resource } from '../resource.js';

/** The receivers' workload: what it is called, where it runs, and whom it hears beside the callers themselves. */
export interface Receiver {
  readonly config: Config;
  readonly component: AccessLogReceiver;
  readonly name: string;
  readonly namespace: string;
  /** The labels that select its pods. */
  readonly labels: Labels;
  /** Those whose logs come here: they speak of callers, whose pods must be known. */
  readonly globalSidecars: ReadonlyArray<GlobalSidecar>;
}

/** The receivers that a configuration describes. */
export const receiverOf = (config: Config, component: AccessLogReceiver): Receiver => {
  const { name, namespace } = logReceiver(config);
  return {
    config,
    component,
    name,
    namespace,
    labels: { app: name },
    globalSidecars: isLoggedByGlobalSidecar(config) ? globalSidecars(config) : []
  };
};

/** What is particular to one of its objects; it is named like the workload, and in its namespace, unless it says otherwise. */
interface Own {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly labels?: Labels;
  readonly fields: JsonObject;
}

/** An object of the receivers', labelled like them. */
export const owned = ({ config, labels, name, namespace }: Receiver, own: Own): Resource =>
  resource(config, { part: 'access-log', namespace, name, ...own, labels: { ...labels, ...own.labels } });
