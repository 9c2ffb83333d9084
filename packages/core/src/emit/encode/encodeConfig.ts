import type { Config, Global, GlobalSidecarComponent } from '../../model/Config.js';
import type { Json, JsonObject } from '../../model/Json.js';
import type { Meta } from '../../model/Meta.js';
import { nowhere } from '../../model/Origin.js';
import { encodeDeployment } from './encodeDeployment.js';
import { encodeGeneral } from './encodeGeneral.js';
import { encodeObject } from './encodeObject.js';
import { encodePrometheus } from './encodePrometheus.js';
import * as Fields from './Fields.js';

const encodeGlobal = (global: Global): JsonObject =>
  Fields.filled({
    service: global.service,
    istioNamespace: global.istioNamespace,
    slimeNamespace: global.slimeNamespace,
    istioRev: global.istioRev,
    strictRev: global.strictRev,
    misc: global.misc,
    log: global.log,
    clientGoTokenBucket: global.clientGoTokenBucket
  });

const encodeMetric = (prometheus: Config['prometheus']): JsonObject | undefined =>
  prometheus === undefined ? undefined : { prometheus: encodePrometheus(prometheus) };

const encodeGlobalSidecar = (component: GlobalSidecarComponent): JsonObject => ({
  ...component.settings,
  enable: component.enable,
  port: component.port,
  probePort: component.probePort,
  replicas: component.replicas,
  requestLog: component.requestLog,
  image: Fields.filled({ ...component.image }),
  sidecarInject: { ...component.sidecarInject }
});

const encodeComponent = ({ accessLogReceiver, globalSidecar }: Config): JsonObject | undefined =>
  Fields.unlessEmpty(
    Fields.defined({
      globalSidecar: globalSidecar === undefined ? undefined : encodeGlobalSidecar(globalSidecar),
      accessLogReceiver: accessLogReceiver === undefined ? undefined : { enable: true, ...accessLogReceiver }
    })
  );

const encodeModule = (config: Config): JsonObject =>
  Fields.defined({
    name: config.module,
    kind: 'lazyload',
    enable: config.enable,
    general: encodeGeneral(config),
    global: encodeGlobal(config.global),
    metric: encodeMetric(config.prometheus)
  });

const isWritten = (values: Json): values is JsonObject =>
  typeof values === 'object' && values !== null && !Array.isArray(values) && Object.keys(values).length > 0;

const encodeSpec = (config: Config): JsonObject =>
  isWritten(config.values)
    ? config.values
    : Fields.defined({
        module: [encodeModule(config)],
        component: encodeComponent(config),
        ...encodeDeployment(config.deployment)
      });

const namedByDefault = ({ global }: Config): Meta => ({
  namespace: global.slimeNamespace,
  name: 'lazyload',
  labels: {},
  annotations: {},
  uid: undefined,
  ownerReferences: [],
  origin: nowhere
});

/**
 * The configuration as a SlimeBoot of the newest shape.
 *
 * A spec that was written somewhere is given back as it was; only a configuration made by a program is spelt out.
 */
export const encodeConfig = (config: Config): JsonObject =>
  encodeObject('config.netease.com/v1alpha1', 'SlimeBoot', config.meta ?? namedByDefault(config), {
    spec: encodeSpec(config)
  });
