import type { Plan, Scope } from '../core.js';
import { didYouMean } from '../core.js';
import { exit, failure } from '../exit.js';
import type { Failure } from '../exit.js';
import { listed } from '../output/words.js';

const full = ({ namespace, name }: Scope): string => `${namespace}/${name}`;

const fits =
  (workload: string) =>
  (scope: Scope): boolean =>
    workload.includes('/') ? full(scope) === workload : scope.name === workload;

/** How many names a remedy lists. */
const most = 5;

/** The workload that was most likely meant: of the same name elsewhere, or of nearly the same. */
const likely = (workload: string, scopes: ReadonlyArray<Scope>): string | undefined => {
  const name = workload.slice(workload.indexOf('/') + 1);
  const elsewhere = scopes.find(scope => scope.name === name);
  if (elsewhere !== undefined) return full(elsewhere);
  return (
    didYouMean(workload, scopes.map(full)) ??
    didYouMean(
      name,
      scopes.map(scope => scope.name)
    )
  );
};

const unknown = (workload: string, scopes: ReadonlyArray<Scope>): Failure => {
  const close = likely(workload, scopes);
  const some = scopes.slice(0, most).map(full);
  const known = `The input has fences for ${listed(scopes.length > most ? [...some, `${scopes.length - most} more`] : some)}.`;
  return failure(
    exit.unreachable,
    `No fence covers a workload named ${workload}.${close === undefined ? '' : ` Did you mean ${close}?`}`,
    scopes.length === 0 ? 'The input has no fences at all; give the paths to them with -f.' : known
  );
};

const ambiguous = (workload: string, found: ReadonlyArray<Scope>): Failure =>
  failure(
    exit.usage,
    `${workload} is the name of several workloads.`,
    `Say which one is meant: ${found.slice(0, most).map(full).join(', ')}${found.length > most ? ', ...' : ''}.`
  );

/** The scope of the workload that the user names as `namespace/name`, or by its name alone where only one has it. */
export const findWorkload = ({ scopes }: Plan, workload: string): Scope => {
  const found = scopes.filter(fits(workload));
  const [first] = found;
  if (first === undefined) throw unknown(workload, scopes);
  if (found.length > 1) throw ambiguous(workload, found);
  return first;
};
