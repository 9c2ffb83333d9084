import { groupBy } from '../../../groupBy.js';
import type { Config } from '../../../model/Config.js';
import { globalSidecars, listedNamespaces } from '../../../model/GlobalSidecar.js';
import { whyInvalidNamespace } from '../../../model/Host.js';
import type { Controller } from '../Controller.js';
import type { Grant, Rule } from './Rule.js';
import { compact } from './compact.js';
import * as rules from './rules.js';

const everywhere = (all: ReadonlyArray<Rule>): Grant => ({ namespace: undefined, rules: all });

const within = (
  namespaces: ReadonlyArray<string>,
  ...all: ReadonlyArray<ReadonlyArray<Rule>>
): ReadonlyArray<Grant> => namespaces.map(namespace => ({ namespace, rules: all.flat() }));

/** In namespace mode what is written keeps to the namespaces that use lazyload; otherwise a fence may be anywhere. */
const writing = (config: Config): ReadonlyArray<Grant> => {
  return config.mode === 'namespace'
    ? within(listedNamespaces(config), rules.fences, rules.routes)
    : [everywhere(rules.fences), ...within([config.global.istioNamespace], rules.routes)];
};

const workloads = (config: Config): ReadonlyArray<Grant> =>
  config.mode === 'no'
    ? within([config.global.slimeNamespace], rules.placeholder)
    : within(
        globalSidecars(config).map(({ namespace }) => namespace),
        rules.globalSidecar
      );

const merged = (grants: ReadonlyArray<Grant>): ReadonlyArray<Grant> =>
  [...groupBy(grants, ({ namespace }) => namespace)].map(([namespace, all]) => ({
    namespace,
    rules: compact(all.flatMap(each => each.rules))
  }));

const isPossible = ({ namespace }: Grant): boolean =>
  namespace === undefined || whyInvalidNamespace(namespace) === undefined;

/** Everything that the controller may do, once for each namespace. The README says why for each rule. */
export const grants = ({ config, name, namespace, slimeBoot }: Controller): ReadonlyArray<Grant> =>
  merged([
    everywhere(rules.mesh),
    ...writing(config),
    ...workloads(config),
    ...within([slimeBoot.namespace], rules.configuration),
    ...within([namespace], rules.leading(name))
  ]).filter(isPossible);
