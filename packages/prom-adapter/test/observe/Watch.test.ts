import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answered, common, ended, unwatched } from '../../src/observe/Watch.js';
import type { Watch } from '../../src/observe/Watch.js';

const patience = 100;
const asked = (watch: Watch, at: number, done = at + 1): Watch => answered(watch, at, done, patience);

test('the first answer opens a window, and later ones keep it', () => {
  const watch = [10, 60, 120].reduce((all, at) => asked(all, at), unwatched);
  expect(watch.windows).toEqual([{ from: 10, to: undefined }]);
});

test('without an answer, watched was until the last one was asked for', () => {
  const watch = ended(asked(asked(unwatched, 10), 60));
  expect(watch.windows).toEqual([{ from: 10, to: 60 }]);
  expect(ended(watch)).toBe(watch);
  expect(asked(watch, 90).windows).toEqual([
    { from: 10, to: 60 },
    { from: 90, to: undefined }
  ]);
});

test('one answer alone watched nothing', () => {
  expect(ended(asked(unwatched, 10)).windows).toEqual([]);
});

test('who was halted watched nothing meanwhile', () => {
  const watch = asked(asked(asked(unwatched, 10), 60), 500);
  expect(watch.windows).toEqual([
    { from: 10, to: 60 },
    { from: 500, to: undefined }
  ]);
});

test('a slow answer is no halt', () => {
  expect(asked(asked(unwatched, 10, 400), 450).windows).toEqual([{ from: 10, to: undefined }]);
});

test('a clock that is put back begins anew', () => {
  const watch = asked(asked(asked(unwatched, 1000), 1050), 500);
  expect(watch.windows).toEqual([
    { from: 1000, to: 1050 },
    { from: 500, to: undefined }
  ]);
});

test('watched is what all have watched', () => {
  const open = { from: 30, to: undefined };
  expect(common([[{ from: 0, to: 10 }, open], [{ from: 5, to: undefined }]])).toEqual([
    { from: 5, to: 10 },
    open
  ]);
  expect(common([[open], []])).toEqual([]);
  expect(common([])).toEqual([]);
});

test('an instant is in the common windows where it is inside one of each', () => {
  const list = fc
    .uniqueArray(fc.nat(40), { minLength: 0, maxLength: 8 })
    .map(all => all.toSorted((a, b) => a - b))
    .map(all =>
      all.flatMap((from, at) =>
        at % 2 === 0 ? [{ from, to: at + 1 < all.length ? all[at + 1] : undefined }] : []
      )
    );
  const covers = (windows: ReturnType<typeof common>, at: number): boolean =>
    windows.some(({ from, to }) => from < at && (to === undefined || at < to));
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), fc.nat(40), (lists, tick) => {
      const at = tick + 0.5;
      expect(covers(common(lists), at)).toBe(lists.every(each => covers(each, at)));
    })
  );
});
