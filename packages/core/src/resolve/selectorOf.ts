import type { Index } from '../indexing/Index.js';
import type { Fence } from '../model/Fence.js';
import type { Labels } from '../model/Labels.js';
import * as LabelsOf from '../model/Labels.js';
import type { Refusal } from '../model/Scope.js';
import type { Service } from '../model/Service.js';

/** What keeps a fence from having a selector. */
type Unselectable = Extract<Refusal, 'selector-empty' | 'service-missing' | 'service-external'>;

/** The labels of a fence's workload, or why there are none to be had. */
export type Selected =
  | { readonly _tag: 'Labels'; readonly labels: Labels }
  | { readonly _tag: 'Invalid'; readonly labels: Labels }
  | { readonly _tag: 'Refused'; readonly refusal: Unselectable };

const labels = (found: Labels): Selected =>
  LabelsOf.whyInvalidSelector(found) === undefined
    ? { _tag: 'Labels', labels: found }
    : { _tag: 'Invalid', labels: found };
const refused = (refusal: Unselectable): Selected => ({ _tag: 'Refused', refusal });

const ofService = (service: Service | undefined): Selected => {
  if (service === undefined) return refused('service-missing');
  if (service.type === 'ExternalName' || service.externalName !== undefined)
    return refused('service-external');
  return LabelsOf.isEmpty(service.selector) ? refused('selector-empty') : labels(service.selector);
};

/**
 * What a fence selects, by the three rules: its own labels; with `fromService` its Service's selector; else the
 * label of `global.service` with the fence's name.
 */
export const selectorOf = (index: Index, { meta, workloadSelector }: Fence): Selected => {
  if (!LabelsOf.isEmpty(workloadSelector.labels)) return labels(workloadSelector.labels);
  if (workloadSelector.fromService) return ofService(index.services.get(`${meta.namespace}/${meta.name}`));
  return labels({ [index.mesh.config.global.service]: meta.name });
};
