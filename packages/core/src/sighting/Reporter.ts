import { globalSidecarLabels } from '../model/GlobalSidecar.js';
import { whyInvalidNamespace } from '../model/Host.js';
import type { Labels } from '../model/Labels.js';
import * as LabelsOf from '../model/Labels.js';
import { callerPod } from './CallerPod.js';
import type { CallerPod } from './CallerPod.js';

/** What a proxy says of itself when it begins to report; texts are empty where it says nothing. */
export interface Node {
  /** `sidecar~10.0.0.1~web-7d4.shop~shop.svc.cluster.local` */
  readonly id: string;
  readonly namespace: string;
  readonly workload: string;
  readonly labels: Labels;
}

/** Who reports, and for whom it may speak. */
export type Reporter =
  | { readonly _tag: 'Caller'; readonly caller: CallerPod }
  /** `serves`: the namespace of whose callers it may tell; undefined for all of them. */
  | { readonly _tag: 'GlobalSidecar'; readonly namespace: string; readonly serves: string | undefined }
  /** A gateway, a proxy that is none of Istio's, or one that contradicts itself. */
  | { readonly _tag: 'Stranger' };

/** A global-sidecar that is believed: where it runs, and whose traffic it takes (undefined: everybody's). */
export interface TrustedGlobalSidecar {
  readonly namespace: string;
  readonly serves: string | undefined;
}

const stranger: Reporter = { _tag: 'Stranger' };

const mostLabels = 100;
/** And so many characters of them all. */
const mostText = 4096;
/** No pod's id is longer. */
const longestId = 1000;
const name = /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/;

/** Whoever reports can write anything; what no pod can have is left out. */
const credible = (labels: Labels): Labels => {
  let text = 0;
  const isRoomFor = ([key, value]: readonly [string, string]): boolean =>
    (text += key.length + value.length) <= mostText;
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([key, value]) => key.length <= 317 && value.length <= 63)
      .slice(0, mostLabels)
      .filter(isRoomFor)
  );
};

/** The pod and the namespace in the id of a sidecar's node. */
const inId = (id: string): { readonly pod: string; readonly namespace: string } | undefined => {
  if (id.length > longestId) return undefined;
  const [type, , full = ''] = id.split('~');
  const dot = full.lastIndexOf('.');
  return type === 'sidecar' && dot > 0
    ? { pod: full.slice(0, dot), namespace: full.slice(dot + 1) }
    : undefined;
};

/**
 * Who a proxy is, by what it says of itself.
 *
 * A global-sidecar that nobody has named may tell of its own namespace only: whoever can run pods there could do as much.
 */
export const reporterOf = (node: Node, trusted: ReadonlyArray<TrustedGlobalSidecar>): Reporter => {
  const found = inId(node.id);
  if (found === undefined || whyInvalidNamespace(found.namespace) !== undefined) return stranger;
  const { namespace, pod } = found;
  if (node.namespace !== '' && node.namespace !== namespace) return stranger;
  const labels = credible(node.labels);
  if (LabelsOf.isSubset(globalSidecarLabels, labels)) {
    const known = trusted.find(each => each.namespace === namespace);
    return { _tag: 'GlobalSidecar', namespace, serves: known === undefined ? namespace : known.serves };
  }
  const workload = [node.workload, labels['app'] ?? '', pod].find(each => name.test(each));
  return workload === undefined
    ? stranger
    : { _tag: 'Caller', caller: callerPod(namespace, workload, labels) };
};
