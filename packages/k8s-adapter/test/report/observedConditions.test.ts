import { expect, test } from 'vitest';
import { observedConditions } from '../../src/report/observedConditions.js';

const well = { name: 'als', troubles: [] };
const ill = { name: 'prometheus', troubles: ['It does not answer.', 'Look at its log.'] };

test('those who observe are named', () => {
  expect(observedConditions([well, { ...ill, troubles: [] }], 3)).toEqual([
    {
      type: 'Observed',
      status: 'True',
      reason: 'Watched',
      message: 'Observed by als.\nObserved by prometheus.',
      observedGeneration: 3
    }
  ]);
});

test('one in trouble is enough, and all that is wrong with it is said', () => {
  expect(observedConditions([well, ill], undefined)).toEqual([
    {
      type: 'Observed',
      status: 'False',
      reason: 'SourceInTrouble',
      message: 'Observed by als.\nprometheus: It does not answer. Look at its log.',
      observedGeneration: undefined
    }
  ]);
});

test('of nobody it is said that calls are not observed, and of what is not known nothing', () => {
  expect(observedConditions([], 3)).toMatchObject([
    { type: 'Observed', status: 'Unknown', reason: 'NoSource', message: 'Nobody observes calls.' }
  ]);
  expect(observedConditions(undefined, 3)).toEqual([]);
});
