import type { Index } from '../indexing/Index.js';
import type { Labels } from '../model/Labels.js';
import { none } from '../model/Labels.js';
import type { Service } from '../model/Service.js';

const fenced = 'slime.io/serviceFenced';
/** The label of lazyload's first releases. */
const older = 'istio.dependency.servicefence/status';

const globalSidecar = 'global-sidecar';

const said = (labels: Labels, key: string): boolean | undefined => {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

/** What labels alone say of a Service or pod: yes, no, or nothing. */
export const labelled = (labels: Labels): boolean | undefined =>
  said(labels, fenced) ?? (said(labels, older) === true ? true : undefined);

const isSystem = ({ mesh }: Index, namespace: string): boolean => {
  const { istioNamespace, slimeNamespace } = mesh.config.global;
  return namespace === istioNamespace || namespace === slimeNamespace;
};

/**
 * Whether a Service asks for an automatic fence: its own label, then its namespace's, then `defaultFence`.
 *
 * The namespaces of Istio and of meshfence are fenced only where a Service asks for it itself, and the global-sidecar
 * never is: it needs the whole mesh.
 */
export const isWanted = (index: Index, { meta }: Service): boolean => {
  if (meta.name === globalSidecar) return false;
  const own = labelled(meta.labels);
  if (own !== undefined || isSystem(index, meta.namespace)) return own ?? false;
  return (
    said(index.namespaces.get(meta.namespace)?.meta.labels ?? none, fenced) ??
    index.mesh.config.general.defaultFence
  );
};

/** Whether a workload may be fenced by its label: unless its pod or Service, or else its namespace, says no. */
export const isWorkloadWanted = (
  index: Index,
  namespace: string,
  labels: Labels,
  own: boolean | undefined
): boolean => {
  if (labels['app'] === globalSidecar || isSystem(index, namespace)) return false;
  return own ?? said(index.namespaces.get(namespace)?.meta.labels ?? none, fenced) ?? true;
};
