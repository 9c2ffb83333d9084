import { config } from './catalogue/config.js';
import { deployment } from './catalogue/deployment.js';
import { document } from './catalogue/document.js';
import { evidence } from './catalogue/evidence.js';
import { fallback } from './catalogue/fallback.js';
import { fence } from './catalogue/fence.js';
import { globalSidecar } from './catalogue/globalSidecar.js';
import { prometheus } from './catalogue/prometheus.js';
import { scope } from './catalogue/scope.js';

/** Every kind of finding there is. Codes are stable: they are API. */
export const catalogue = {
  ...document,
  ...config,
  ...fence,
  ...scope,
  ...evidence,
  ...prometheus,
  ...fallback,
  ...deployment,
  ...globalSidecar
} as const;

/** The areas of the catalogue, in the order of the pipeline, for the reference page. */
export const areas = {
  document,
  config,
  fence,
  scope,
  evidence,
  prometheus,
  fallback,
  deployment,
  globalSidecar
} as const;

export type Code = keyof typeof catalogue;

/** What the message of a code needs to be filled in. */
export type ParametersOf<C extends Code> =
  Parameters<(typeof catalogue)[C]['message']> extends readonly [infer P]
    ? P
    : Readonly<Record<string, never>>;
