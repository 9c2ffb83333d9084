import { expect, test } from 'vitest';
import { both } from '../../src/watch/both.js';
import type { Listener } from '../../src/watch/begin.js';

const resource = {
  group: '',
  apiVersion: 'v1',
  versions: ['v1'],
  kind: 'Pod',
  plural: 'pods',
  namespaced: true
};
const objectOf = (name: string) => ({ metadata: { name, namespace: 'shop' } });

const listening = (mark: string) => {
  const heard: Array<unknown> = [];
  const listener: Listener<string> = {
    project: page => page.map(({ metadata }) => `${mark}:${metadata.name ?? ''}`),
    replaced: (items, version) => void heard.push([...items, version]),
    set: item => void heard.push(item),
    removed: ({ metadata }) => void heard.push(`gone ${metadata.name ?? ''}`),
    absent: () => void heard.push('absent')
  };
  return { heard, listener };
};

test('each of two listeners gets its own view of all that happens', () => {
  const [one, other] = [listening('one'), listening('other')];
  const together = both(one.listener, other.listener);
  const items = together.project(['a', 'b'].map(objectOf), resource);
  together.replaced(items, '7', resource);
  for (const item of together.project([objectOf('c')], resource)) together.set(item, resource);
  together.removed(objectOf('a'), resource);
  together.absent();
  expect(one.heard).toEqual([['one:a', 'one:b', '7'], 'one:c', 'gone a', 'absent']);
  expect(other.heard).toEqual([['other:a', 'other:b', '7'], 'other:c', 'gone a', 'absent']);
});
