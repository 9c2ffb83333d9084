import { compile } from '../../../src/compiler.js';
import { decodeObjects } from '../../../src/decode/decodeMesh.js';
import type { Code } from '../../../src/diagnostic/catalogue.js';
import type { Diagnostic } from '../../../src/diagnostic/Diagnostic.js';
import type { FenceStatus } from '../../../src/model/Fence.js';
import * as Instant from '../../../src/model/Instant.js';
import type { Json } from '../../../src/model/Json.js';
import type { Mesh } from '../../../src/model/Mesh.js';
import { keyOf } from '../../../src/model/Meta.js';
import type { DesiredSidecar, Plan } from '../../../src/model/Plan.js';
import type { Reason } from '../../../src/model/Reason.js';
import type { Scope } from '../../../src/model/Scope.js';

/** What follows from some objects, and short ways to ask about it. Fences and Sidecars go by `namespace/name`. */
export interface Compiled {
  readonly mesh: Mesh;
  readonly plan: Plan;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
  readonly scope: (key: string) => Scope | undefined;
  readonly sidecar: (key: string) => DesiredSidecar | undefined;
  readonly status: (key: string) => FenceStatus | undefined;
  /** The egress hosts of a fence, but for those that every scope has. */
  readonly egress: (key: string) => ReadonlyArray<string>;
  readonly reasons: (key: string, host: string) => ReadonlyArray<Reason>;
  readonly messages: (code: Code) => ReadonlyArray<string>;
}

const isSystem = ({ kind }: Reason): boolean => kind === 'system';

/** Compiles objects; the time is RFC 3339. */
export const compiled = (objects: ReadonlyArray<Json>, now?: string): Compiled => {
  const decoded = decodeObjects(objects, { now: now === undefined ? undefined : Instant.parse(now) });
  const { value: plan, diagnostics: found } = compile(decoded.value);
  const diagnostics = [...decoded.diagnostics, ...found];
  const scope = (key: string) => plan.scopes.find(each => keyOf(each) === key);
  const hosts = (key: string) => scope(key)?.hosts ?? [];
  return {
    mesh: decoded.value,
    plan,
    diagnostics,
    scope,
    sidecar: key => plan.sidecars.find(each => keyOf(each) === key),
    status: key => plan.statuses.find(each => keyOf(each) === key)?.status,
    egress: key => hosts(key).flatMap(({ egress, reasons }) => (reasons.some(isSystem) ? [] : egress)),
    reasons: (key, host) => hosts(key).find(each => each.host === host)?.reasons ?? [],
    messages: code => diagnostics.filter(each => each.code === code).map(({ message }) => message)
  };
};
