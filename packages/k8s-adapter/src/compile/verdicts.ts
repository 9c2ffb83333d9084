import { keyOf } from '@meshfence/core';
import type { Diagnosed, Diagnostic, Plan, Scope } from '@meshfence/core';

/** What the compiler says of one fence: its scope, and what was found in the fence itself. */
export interface Verdict {
  readonly scope: Scope;
  readonly findings: ReadonlyArray<Diagnostic>;
  /** Equal verdicts have equal texts. */
  readonly text: string;
}

const prefix = 'ServiceFence ';

/** Findings by the fence that they are about, which is the first place they name. */
const byFence = (diagnostics: ReadonlyArray<Diagnostic>): ReadonlyMap<string, ReadonlyArray<Diagnostic>> => {
  const found = new Map<string, Array<Diagnostic>>();
  for (const diagnostic of diagnostics) {
    const object = diagnostic.places[0]?.object;
    if (object?.startsWith(prefix) !== true) continue;
    const key = object.slice(prefix.length);
    found.set(key, [...(found.get(key) ?? []), diagnostic]);
  }
  return found;
};

const textOf = ({ hosts, refusal }: Scope, findings: ReadonlyArray<Diagnostic>): string =>
  `${refusal ?? ''} ${hosts.length} ${findings.map(({ code, message }) => `${code} ${message}`).join('\n')}`;

/** The verdicts of a compilation, by fence. */
export const verdictsOf = ({ diagnostics, value }: Diagnosed<Plan>): ReadonlyMap<string, Verdict> => {
  const found = byFence(diagnostics);
  return new Map(
    value.scopes.map(scope => {
      const key = keyOf(scope);
      const findings = found.get(key) ?? [];
      return [key, { scope, findings, text: textOf(scope, findings) }];
    })
  );
};

/** The fences of which something else is said than before. */
export const differing = (
  before: ReadonlyMap<string, Verdict>,
  after: ReadonlyMap<string, Verdict>
): ReadonlyArray<string> =>
  [...after].filter(([key, { text }]) => before.get(key)?.text !== text).map(([key]) => key);
