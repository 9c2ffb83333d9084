import { report } from '@meshfence/core';
import { expect, test } from 'vitest';
import { slimeBootConditions } from '../../src/report/slimeBootConditions.js';

const error = report('selector-empty', { service: 'shop/web' }, []);
const warning = report('selector-overlap', { winner: 'a', loser: 'b' }, []);
const info = report('sidecar-default-replaced', { sidecar: 'shop/default' }, []);

const told = ({ code, message, remedy }: typeof error) => `${code}: ${message} ${remedy}`;

test('what is in force says so, with its warnings', () => {
  expect(slimeBootConditions('in-force', [info], 2)).toEqual([
    {
      type: 'Ready',
      status: 'True',
      reason: 'InForce',
      message: 'This configuration is in force.',
      observedGeneration: 2
    }
  ]);
  expect(slimeBootConditions('in-force', [warning, info], 2)[0]?.message).toBe(
    `This configuration is in force.\n${told(warning)}`
  );
});

test('what cannot be used says why, and that the last good one stays', () => {
  expect(slimeBootConditions('last-good-kept', [error, warning], 2)).toEqual([
    {
      type: 'Ready',
      status: 'False',
      reason: 'Invalid',
      message: `This configuration cannot be used; the last good one stays in force.\n${told(error)}\n${told(warning)}`,
      observedGeneration: 2
    }
  ]);
});

test('without a last good one, nothing is in force', () => {
  expect(slimeBootConditions('nothing-in-force', [error], undefined)[0]?.message).toBe(
    `This configuration cannot be used, and there is none before it: nothing is written.\n${told(error)}`
  );
});

test('ten findings are told, and how many more there are', () => {
  const { message = '' } =
    slimeBootConditions(
      'last-good-kept',
      Array.from({ length: 12 }, () => error),
      2
    )[0] ?? {};
  expect(message.split('\n').slice(1)).toEqual([
    ...Array.from({ length: 10 }, () => told(error)),
    'And 2 more.'
  ]);
});
