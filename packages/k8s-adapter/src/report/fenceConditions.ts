import { describeRefusal } from '@meshfence/core';
import type { Diagnostic, Scope } from '@meshfence/core';
import { camelCase } from './camelCase.js';
import type { Condition } from './Condition.js';

const hosts = (count: number): string => `${count} ${count === 1 ? 'host' : 'hosts'}`;

/** The finding that says why a fence yields no Sidecar: of its refusal's code, and foremost about the fence. */
const findingOf = (
  { name, namespace, refusal }: Scope,
  findings: ReadonlyArray<Diagnostic>
): Diagnostic | undefined =>
  findings.find(
    ({ code, places: [place] }) => code === refusal && place?.object === `ServiceFence ${namespace}/${name}`
  );

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

/**
 * What a ServiceFence's status says of it: whether its scope is a Sidecar, and if not, why and what to do.
 *
 * The same scope and findings give the same words, so that a status is only written when something has changed.
 * `generation` is the fence's, undefined where it has none.
 */
export const fenceConditions = (
  scope: Scope,
  findings: ReadonlyArray<Diagnostic>,
  generation: number | undefined
): ReadonlyArray<Condition> => {
  const { refusal } = scope;
  const common = { type: 'Ready', observedGeneration: generation };
  if (refusal === undefined)
    return [{ ...common, status: 'True', reason: 'Compiled', message: hosts(scope.hosts.length) }];
  const finding = findingOf(scope, findings);
  const message =
    finding === undefined ? sentence(describeRefusal(refusal)) : `${finding.message} ${finding.remedy}`;
  return [{ ...common, status: 'False', reason: camelCase(refusal), message }];
};
