import * as Fields from '../emit/encode/Fields.js';
import { revision } from '../fencing/fencing.js';
import type { Config } from '../model/Config.js';
import type { JsonObject } from '../model/Json.js';
import type { Labels } from '../model/Labels.js';
import { managedBy } from '../model/Meta.js';
import type { Part, Resource } from '../model/Resource.js';

/** What is particular to a resource; `fields` are those beside `apiVersion`, `kind` and `metadata`. */
export interface Draft {
  readonly part: Part;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly fields: JsonObject;
}

/** Istio reads the objects of its own groups by their revision. */
const isIstios = (apiVersion: string): boolean => apiVersion.includes('istio.io/');

const labelsOf = ({ apiVersion, labels }: Draft, { global }: Config): Labels => ({
  ...labels,
  [managedBy.key]: managedBy.value,
  ...(global.istioRev !== undefined && isIstios(apiVersion) ? { [revision]: global.istioRev } : {})
});

/** A resource with the label that makes it ours, and the revision where Istio looks for one. Keys are in order. */
export const resource = (config: Config, draft: Draft): Resource => {
  const { annotations = {}, apiVersion, fields, kind, name, namespace, part } = draft;
  const metadata = Fields.filled({
    annotations,
    labels: labelsOf(draft, config),
    name,
    namespace: namespace === '' ? undefined : namespace
  });
  const object = Fields.orderedObject({ apiVersion, kind, metadata, ...fields });
  return { part, apiVersion, kind, namespace, name, object };
};
