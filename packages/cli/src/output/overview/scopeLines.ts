import type { Scope } from '../../core.js';
import { counted } from '../words.js';
import { scopeTree, systemHosts } from './ScopeTree.js';
import type { Branch } from './ScopeTree.js';
import { showReason } from './showReason.js';

/** One line of a scope: where it stands in the tree, its host, and why the host is there. */
export interface Line {
  readonly lead: string;
  readonly host: string;
  readonly kind: string;
  readonly detail: string;
  readonly isAside: boolean;
}

/** Beyond this, an overview is none any more; `explain` shows the rest. */
const mostHosts = 25;

const further = (count: number): string => (count === 0 ? '' : ` (and ${counted(count, 'more reason')})`);

const line = (lead: string, { host, reason, further: more }: Branch): Line => ({
  lead,
  host,
  kind: reason?.kind ?? '',
  detail: (reason === undefined ? '' : showReason(host, reason)) + further(more),
  isAside: false
});

const treeLines = (branches: ReadonlyArray<Branch>, lead: string, endsHere: boolean): ReadonlyArray<Line> =>
  branches.flatMap((branch, index) => {
    const ends = endsHere && index === branches.length - 1;
    return [
      line(`${lead}${ends ? '└─ ' : '├─ '}`, branch),
      ...treeLines(branch.branches, `${lead}${ends ? '   ' : '│  '}`, true)
    ];
  });

const aside = (lead: string, host: string, kind: string, detail: string): Line => ({
  lead,
  host,
  kind,
  detail,
  isAside: true
});

const limited = (lines: ReadonlyArray<Line>, { namespace, name }: Scope): ReadonlyArray<Line> =>
  lines.length <= mostHosts
    ? lines
    : [
        ...lines.slice(0, mostHosts),
        aside('├─ ', `and ${lines.length - mostHosts} more`, '', `meshfence explain ${namespace}/${name}`)
      ];

/** The lines of a scope, its hosts as a tree; the system's own, which are the same everywhere, share the last one. */
export const scopeLines = (scope: Scope): ReadonlyArray<Line> => {
  const system = systemHosts(scope);
  const lines = limited(treeLines(scopeTree(scope), '', system.length === 0), scope);
  return system.length === 0 ? lines : [...lines, aside('└─ ', system.join(', '), 'system', '')];
};
