import { report } from '../../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Place } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Config, MetricSource } from '../../model/Config.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Prometheus } from '../../model/Prometheus.js';
import { kept } from '../Decode.js';
import type { Decode } from '../Decode.js';
import type { Document } from '../Document.js';
import { isObject } from '../readObject.js';
import { heard } from './accessLogReceiver.js';
import { component } from './component.js';
import type { Component } from './component.js';
import { deployment } from './deployment.js';
import { lazyloadModules } from './findModule.js';
import type { Module } from './findModule.js';
import { general } from './general.js';
import { global } from './global.js';
import { log } from './log.js';
import { metricSource, mode } from './mode.js';
import type { Part } from './Part.js';
import { prometheus } from './prometheus.js';

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** A SlimeBoot: one configuration for each lazyload module in it. */
export const slimeBoot: Decode = document => {
  const spec = objectOf(document.object['spec']);
  const modules = lazyloadModules(document, spec);
  const configs = modules.value.map(module => config(document, spec, module));
  return kept(
    configs.map(each => ({ field: 'config' as const, value: each.value })),
    [...modules.diagnostics, ...configs.flatMap(each => each.diagnostics)]
  );
};

const isFilled = (value: Json | undefined): boolean => isObject(value) && Object.keys(value).length > 0;

/** `general`, or `fence` where an older manifest has only that. */
const settingsPart = (document: Document, { index, value }: Module): Diagnosed<Part> => {
  const path = ['spec', 'module', index];
  const older = isFilled(value['fence']) && !isFilled(value['general']);
  const part = (name: string): Part => ({ document, path: [...path, name], value: objectOf(value[name]) });
  const diagnostics: ReadonlyArray<Diagnostic> = Object.hasOwn(value, 'fence')
    ? [
        report('field-deprecated', { field: 'fence', instead: 'general' }, [
          inObject('SlimeBoot', document, [...path, 'fence'], 'key')
        ])
      ]
    : [];
  return { value: part(older ? 'fence' : 'general'), diagnostics };
};

/** Where the module is switched off; nowhere where it is on. */
const switchedOff = (module: Part, settings: Part): ReadonlyArray<Part> =>
  [module, settings].filter(({ value }) => value['enable'] === false);

const enableOf = ({ document, path }: Part): Place => inObject('SlimeBoot', document, [...path, 'enable']);

/** Receivers that a Prometheus is asked for say what that Prometheus is for. */
const impliedSource = (prometheus: Prometheus | undefined, { accessLogReceiver }: Component): MetricSource =>
  prometheus === undefined || accessLogReceiver !== undefined ? 'accesslog' : 'prometheus';

const config = (document: Document, spec: JsonObject, module: Module): Diagnosed<Config> => {
  const path = ['spec', 'module', module.index];
  const settings = settingsPart(document, module);
  const shared: Part = { document, path: [...path, 'global'], value: objectOf(module.value['global']) };
  const components = component(document, objectOf(spec['component']));
  const parts = {
    general: settings.value,
    global: shared,
    component: objectOf(objectOf(spec['component'])['globalSidecar'])
  };
  const own = general(settings.value);
  const common = global(shared, spec);
  const logging = log(document, [...path, 'global', 'log'], common.value.log);
  const workload = deployment(document, spec);
  const where = mode(parts);
  const from = metricSource(parts);
  const metric = prometheus(document, [...path, 'metric'], module.value['metric']);
  const receivers = heard(document, components.value.accessLogReceiver, metric.value);
  const off = switchedOff({ document, path, value: module.value }, settings.value);
  return {
    value: {
      meta: document.meta,
      module: typeof module.value['name'] === 'string' ? module.value['name'] : 'lazyload',
      enable: off.length === 0,
      mode: where.value ?? 'cluster',
      metricSource: from.value ?? impliedSource(metric.value, components.value),
      general: {
        ...own.value,
        namespaces: own.value.namespaces.length > 0 ? own.value.namespaces : components.value.namespaces
      },
      global: { ...common.value, log: logging.value },
      prometheus: metric.value,
      globalSidecar: components.value.globalSidecar,
      accessLogReceiver: receivers.value,
      deployment: workload.value,
      values: spec
    },
    diagnostics: [
      ...[settings, components, own, common, logging, where, from, metric, receivers, workload].flatMap(
        each => each.diagnostics
      ),
      ...(off.length === 0 ? [] : [report('module-disabled', {}, off.map(enableOf))])
    ]
  };
};
