import type { Host } from '../model/Host.js';
import type { Reason } from '../model/Reason.js';
import type { ScopeHost } from '../model/Scope.js';
import { by, byText } from '../order.js';
import type { Egress } from './egress.js';
import { plain } from './Seed.js';
import type { Grown, Seed, SeedForm } from './Seed.js';

/** A host on its way into a scope; `others` are forms that differ from the first. */
interface Gathering {
  readonly form: SeedForm;
  readonly others: Set<SeedForm> | undefined;
  readonly reasons: Reason[];
  readonly isSystem: boolean;
}

const reasonKey = (reason: Reason): string => `${'from' in reason ? 1 : 0}${JSON.stringify(reason)}`;

/** Roots first, then derived; equal ones once. */
const inOrder = (reasons: ReadonlyArray<Reason>): ReadonlyArray<Reason> =>
  reasons.length === 1
    ? reasons
    : [...new Map(reasons.map(reason => [reasonKey(reason), reason]))]
        .sort(by(([key]) => key))
        .map(([, reason]) => reason);

/**
 * The hosts of a scope with all of their reasons: its own hosts in order, then the system's in theirs.
 *
 * A host that the system brings and the fence names too stands with the system's.
 */
export const gather = (
  grown: ReadonlyArray<Grown>,
  systemSeeds: ReadonlyArray<Seed>,
  egress: Egress,
  viewer: string
): ReadonlyArray<ScopeHost> => {
  const found = new Map<Host, Gathering>();
  const add = (host: Host, form: SeedForm, reason: Reason, isSystem: boolean): void => {
    const known = found.get(host);
    if (known === undefined) found.set(host, { form, others: undefined, reasons: [reason], isSystem });
    else {
      if (!known.reasons.includes(reason)) known.reasons.push(reason);
      if (form !== known.form) found.set(host, { ...known, others: new Set(known.others).add(form) });
    }
  };
  for (const { host, form, reason } of systemSeeds) add(host, form, reason, true);
  for (const { seed, closure } of grown) {
    add(seed.host, seed.form, seed.reason, false);
    for (const { host, reason } of closure.derived) add(host, plain, reason, false);
  }
  const toHost = ([host, { form, others, reasons }]: readonly [Host, Gathering]): ScopeHost => ({
    host,
    egress:
      others === undefined ? egress(host, form, viewer) : united(host, [form, ...others], egress, viewer),
    reasons: inOrder(reasons)
  });
  const all = [...found];
  const own = all.filter(([, { isSystem }]) => !isSystem).map(toHost);
  const system = all.filter(([, { isSystem }]) => isSystem).map(toHost);
  return [...own.sort(byEntry), ...system];
};

/** By what the Sidecar says; hosts that it does not name yet stand by their own name. */
const byEntry = (a: ScopeHost, b: ScopeHost): number =>
  byText(a.egress[0] ?? a.host, b.egress[0] ?? b.host) || byText(a.host, b.host);

/** A host that is wanted from every namespace needs no entry for a single one. */
const united = (
  host: Host,
  forms: ReadonlyArray<SeedForm>,
  egress: Egress,
  viewer: string
): ReadonlyArray<string> => {
  const entries = [...new Set(forms.flatMap(form => egress(host, form, viewer)))].sort();
  return entries.includes(`*/${host}`) ? [`*/${host}`] : entries;
};
