import type { Json, JsonObject } from '../../src/index.js';
import { isObject, objectAt, textAt } from './Store.js';

/** What there is to compare: a heading, and the lines that stand below it. The order of the lines never matters. */
export type Facts = ReadonlyMap<string, ReadonlyArray<string>>;

const nameOf = (object: JsonObject): string => {
  const metadata = objectAt(object, 'metadata');
  return `${textAt(metadata, 'namespace')}/${textAt(metadata, 'name')}`;
};

const canonical = (value: Json | undefined): Json => {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isObject(value)) return value ?? null;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, each]) => [key, canonical(each)]));
};

const show = (value: Json | undefined): string => JSON.stringify(canonical(value));

const lines = (object: JsonObject): ReadonlyArray<string> =>
  Object.entries(object).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : show(value)}`);

const labelOf = (object: JsonObject, key: string): ReadonlyArray<string> => {
  const value = textAt(objectAt(objectAt(object, 'metadata'), 'labels'), key);
  return value === '' ? [] : [`${key}: ${value}`];
};

const elements = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : []);

const egressHosts = (sidecar: JsonObject): ReadonlyArray<string> =>
  elements(objectAt(sidecar, 'spec')['egress'])
    .flatMap(egress => (isObject(egress) ? elements(egress['hosts']) : []))
    .map(String);

const selector = (sidecar: JsonObject): JsonObject =>
  objectAt(objectAt(objectAt(sidecar, 'spec'), 'workloadSelector'), 'labels');

const sidecarFacts = (sidecar: JsonObject): ReadonlyArray<readonly [string, ReadonlyArray<string>]> => {
  const title = `Sidecar ${nameOf(sidecar)}`;
  return [
    [`${title}, egress hosts`, egressHosts(sidecar)],
    [`${title}, workload selector`, lines(selector(sidecar))],
    [`${title}, revision`, labelOf(sidecar, 'istio.io/rev')],
    [`${title}, owner`, elements(objectAt(sidecar, 'metadata')['ownerReferences']).map(show)]
  ];
};

const fenceFacts = (fence: JsonObject): ReadonlyArray<readonly [string, ReadonlyArray<string>]> => {
  const title = `ServiceFence ${nameOf(fence)}`;
  const status = objectAt(fence, 'status');
  return [
    [`${title}, spec`, lines(objectAt(fence, 'spec'))],
    [`${title}, created by`, labelOf(fence, 'app.kubernetes.io/created-by')],
    [`${title}, status.domains`, lines(objectAt(status, 'domains'))],
    [`${title}, status.metricStatus`, lines(objectAt(status, 'metricStatus'))]
  ];
};

/** The Sidecars as far as they are compared. */
export const sidecarsAsFacts = (sidecars: ReadonlyArray<JsonObject>): Facts =>
  new Map([['Sidecars', sidecars.map(nameOf)], ...sidecars.flatMap(sidecarFacts)]);

/** The fences as far as they are compared. */
export const fencesAsFacts = (fences: ReadonlyArray<JsonObject>): Facts =>
  new Map([['ServiceFences', fences.map(nameOf)], ...fences.flatMap(fenceFacts)]);
