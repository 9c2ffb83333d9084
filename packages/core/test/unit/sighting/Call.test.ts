import { expect, test } from 'vitest';
import { toEdge } from '../../../src/sighting/Call.js';
import { callerPod } from '../../../src/sighting/CallerPod.js';
import { blank, seenAt } from '../../../src/sighting/Sighting.js';
import { now } from './given.js';

const evidence = { source: 'als', firstSeen: now, lastSeen: now, count: 3 };
const call = { to: 'details', port: 9080, protocol: 'http' } as const;

test('a call is an edge of all pods with the same labels, or of the workload where there are none', () => {
  const labelled = toEdge({ ...call, caller: callerPod('shop', 'web', { app: 'web' }) }, evidence);
  expect(labelled).toEqual({
    from: { _tag: 'Labelled', namespace: 'shop', labels: { app: 'web' } },
    to: 'details',
    port: 9080,
    protocol: 'http',
    evidence: [evidence],
    origin: { _tag: 'Nowhere' }
  });
  const bare = toEdge({ ...call, caller: callerPod('shop', 'web', {}) }, evidence);
  expect(bare.from).toEqual({ _tag: 'Named', namespace: 'shop', name: 'web' });
});

test('a call was last seen at its end, but never after it was heard of', () => {
  expect(seenAt({ ...blank, startedAt: now - 5000, duration: 2000 }, now)).toBe(now - 3000);
  expect(seenAt({ ...blank, startedAt: now + 5000, duration: 2000 }, now)).toBe(now);
  expect(seenAt(blank, now)).toBe(now);
});
