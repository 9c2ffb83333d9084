import { expect, test } from 'vitest';
import { newStandings } from '../../src/observe/Standings.js';

test('what is wrong is said when it has been for long', () => {
  const standings = newStandings(100);
  standings.note('watch', 'failed', ['http://x answers 503'], 10);
  expect(standings.troubles(109)).toEqual([]);
  expect(standings.troubles(110)).toEqual([
    'The question watch is not answered, and nothing expires meanwhile: http://x answers 503.'
  ]);
  standings.note('watch', 'partial', ['a store is missing.'], 60);
  expect(standings.troubles(110)).toEqual([
    'The question watch is answered in part, and nothing expires meanwhile: a store is missing.'
  ]);
  standings.note('watch', 'answered', [], 120);
  expect(standings.troubles(1000)).toEqual([]);
});

test('it is said in the same words while nothing but numbers changes', () => {
  const standings = newStandings(0);
  const said = (note: string): string => {
    standings.note('watch', 'failed', [note], 0);
    return standings.troubles(0).join();
  };
  const first = said('no answer after 10012 ms');
  expect(said('no answer after 9 ms')).toBe(first);
  expect(said('connection refused')).not.toBe(first);
});

test('questions are named in order, and no error is told at length', () => {
  const standings = newStandings(0);
  standings.note('watch', 'failed', [], 0);
  standings.note('http-source', 'failed', ['x'.repeat(10_000)], 0);
  const [first = '', second] = standings.troubles(0);
  expect(first).toMatch(/^The question http-source /);
  expect(first.length).toBeLessThan(500);
  expect(second).toBe('The question watch is not answered, and nothing expires meanwhile: nobody says why.');
});
