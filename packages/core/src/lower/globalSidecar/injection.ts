import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inSpec } from '../../diagnostic/inConfig.js';
import type { Config, SidecarInject } from '../../model/Config.js';
import type { GlobalSidecar } from '../../model/GlobalSidecar.js';
import type { Labels } from '../../model/Labels.js';
import { isEmpty } from '../../model/Labels.js';

/** A revision's webhook looks for its own label; without one, the default revision's does for the other. */
const defaultLabels = ({ global }: Config): Labels => ({
  'sidecar.istio.io/inject': 'true',
  ...(global.istioRev === undefined ? {} : { 'istio.io/rev': global.istioRev })
});

/** The labels by which the pods get Istio's proxy, or stay without. */
export const injectionLabels = (config: Config, { enable, labels, mode }: SidecarInject): Labels => {
  if (!enable) return { 'sidecar.istio.io/inject': 'false' };
  if (mode === 'namespace') return {};
  return isEmpty(labels) ? defaultLabels(config) : labels;
};

/** Whether the pods will have the proxy that they need. */
export const checkInjection = (
  config: Config,
  { enable, mode }: SidecarInject,
  { namespace }: GlobalSidecar
): ReadonlyArray<Diagnostic> => {
  const at = (name: string) => inSpec(config, 'component', 'globalSidecar', 'sidecarInject', name);
  if (!enable) return [report('sidecar-inject-off', {}, at('enable'))];
  return mode === 'namespace' && config.mode === 'cluster'
    ? [report('sidecar-inject-mode', { namespace }, at('mode'))]
    : [];
};
