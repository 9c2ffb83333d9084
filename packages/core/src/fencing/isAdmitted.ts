import type { Index } from '../indexing/Index.js';
import * as LabelSelector from '../model/LabelSelector.js';
import { none } from '../model/Labels.js';

/**
 * Whether automatic fences may be made in a namespace at all.
 *
 * In namespace mode only the listed ones; then managementSelectors (any of them), the white list and the black list.
 */
export const isAdmitted = ({ mesh, namespaces }: Index, namespace: string): boolean => {
  const { mode, general } = mesh.config;
  const { managementSelectors, whiteNamespaceList, blackNamespaceList } = general;
  const labels = namespaces.get(namespace)?.meta.labels ?? none;
  return (
    (mode !== 'namespace' || general.namespaces.includes(namespace)) &&
    (managementSelectors.length === 0 ||
      managementSelectors.some(each => LabelSelector.matches(each, labels))) &&
    (whiteNamespaceList.length === 0 || whiteNamespaceList.includes(namespace)) &&
    !blackNamespaceList.includes(namespace)
  );
};
