import { expect, test } from 'vitest';
import type { Action } from '../../src/apply/Action.js';
import { newGrievances } from '../../src/apply/Grievances.js';
import { Refusal, Unreachable } from '../../src/client/Refusal.js';
import { memoryLog } from '../support/memoryLog.js';

const action = (name: string): Action => ({
  verb: 'delete',
  target: { apiVersion: 'networking.istio.io/v1', kind: 'Sidecar', namespace: 'shop', name },
  live: { uid: 'u', resourceVersion: '1', deleting: false }
});

const complaining = () => {
  const { lines, log } = memoryLog();
  const { failed, settled } = newGrievances(log);
  const fail = (name: string, error: unknown, attempt = 0): void =>
    failed({ key: name, since: 0, attempt }, action(name), error, 1234);
  const shown = () =>
    lines.filter(([level]) => level !== 'debug').map(([level, message]) => `${level} ${message}`);
  return { fail, settled, lines, shown };
};

const away = new Unreachable('nobody answers');

test('what fails says what, why, when it is tried again, and what to do', () => {
  const { fail, lines } = complaining();
  fail('web', away);
  expect(lines).toEqual([
    [
      'warn',
      'cannot write',
      {
        write: 'delete Sidecar shop/web',
        error: 'nobody answers',
        retryInSeconds: 1.2,
        remedy: 'See that the API server runs, and can be reached from here. It is asked again by itself.'
      }
    ]
  ]);
});

test('what is the same for many is said once, and its end when nothing of it is left', () => {
  const { fail, settled, shown } = complaining();
  ['web', 'cart', 'stock'].forEach(name => fail(name, away));
  fail('web', away, 1);
  settled('web');
  settled('cart');
  settled('unheard-of');
  expect(shown()).toEqual(['warn cannot write']);
  settled('stock');
  expect(shown()).toEqual(['warn cannot write', 'info all is written that could not be']);
});

test('what is something else is said as well, and the same once more after a while', () => {
  const { fail, shown } = complaining();
  fail('web', away);
  fail('cart', new Refusal(422, 'Invalid', 'cart is bad'));
  fail('web', away, 9);
  fail('web', away, 10);
  expect(shown()).toHaveLength(3);
});

test('to be overtaken once is nothing; twice, or by a field of somebody else, it is', () => {
  const { fail, settled, shown } = complaining();
  const conflict = new Refusal(409, 'Conflict', 'the object has been modified');
  fail('web', conflict);
  settled('web');
  expect(shown()).toEqual([]);
  fail('web', conflict, 1);
  fail('cart', new Refusal(409, 'Conflict', 'conflict with "kubectl"', [{ reason: 'FieldManagerConflict' }]));
  expect(shown()).toEqual(['warn cannot write', 'warn cannot write']);
});
