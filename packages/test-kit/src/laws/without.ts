import { emptyStatus, keyOf } from '@meshfence/core';
import type { Fence, Mesh } from '@meshfence/core';
import { canonicalText } from './difference.js';
import type { Root } from './roots.js';

/** What of a mesh a root speaks of; equal for roots that go together. */
export const groundOf = (root: Root): string => {
  switch (root.kind) {
    case 'static':
    case 'namespace':
      return `entry ${root.entry}`;
    case 'label':
      return `label ${canonicalText(root.selector)}`;
    case 'stable-host':
      return `stable host ${root.entry}`;
    case 'dispatch':
      return `dispatch ${root.rule}`;
    case 'edge':
      return 'edges';
    case 'system':
      return 'system';
  }
};

const inFence = (mesh: Mesh, key: string, change: (fence: Fence) => Fence): Mesh => ({
  ...mesh,
  fences: mesh.fences.map(fence => (keyOf(fence.meta) === key ? change(fence) : fence))
});

const inGeneral = (mesh: Mesh, change: Partial<Mesh['config']['general']>): Mesh => ({
  ...mesh,
  config: { ...mesh.config, general: { ...mesh.config.general, ...change } }
});

const withoutEntry = (fence: Fence, entry: string): Fence => ({
  ...fence,
  hosts: Object.fromEntries(Object.entries(fence.hosts).filter(([host]) => host !== entry)),
  namespaceSelector: fence.namespaceSelector.filter(each => each !== entry)
});

/** The mesh without what a root of a fence's scope speaks of; the system's own cannot be taken away. */
export const without = (mesh: Mesh, fence: string, root: Root): Mesh => {
  const { general } = mesh.config;
  switch (root.kind) {
    case 'static':
    case 'namespace':
      return inFence(mesh, fence, each => withoutEntry(each, root.entry));
    case 'label':
      return inFence(mesh, fence, each => ({
        ...each,
        labelSelector: each.labelSelector.filter(one => canonicalText(one) !== canonicalText(root.selector))
      }));
    case 'stable-host':
      return inGeneral(mesh, { stableHosts: general.stableHosts.filter(each => each !== root.entry) });
    case 'dispatch':
      return inGeneral(mesh, { dispatches: general.dispatches.filter(({ name }) => name !== root.rule) });
    case 'edge':
      return inFence({ ...mesh, edges: [] }, fence, each => ({ ...each, status: emptyStatus }));
    case 'system':
      return mesh;
  }
};
