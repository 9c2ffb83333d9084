import { cells, show, unitsOf, widthOf } from './cells.js';
import type { Cell } from './cells.js';

/** A line of a text with what underlines a stretch of it. */
export interface Frame {
  readonly line: string;
  readonly underline: string;
}

const room = 100;
const roomBefore = 40;
const cut = '...';

/**
 * The line and its underline, from the columns `start` to `end` (offsets into the line).
 *
 * A line too long for the page is cut around the start. Only what can be shown is looked at, so that a document of
 * one line, however long, costs no more than a short one.
 */
export const frame = (text: string, start: number, end: number): Frame => {
  const from = whole(text, Math.min(Math.max(start, 0), text.length));
  const before = cells(text.slice(whole(text, Math.max(0, from - room)), from));
  const after = cells(text.slice(from, whole(text, from + room)));
  const [left, right] = fitted(before, after);
  const leftCut = unitsOf(left) < from ? cut : '';
  const rightCut = from + unitsOf(right) < text.length ? cut : '';
  const marked = widthOf(upTo(right, end - from, 'units'));
  return {
    line: `${leftCut}${show(left)}${show(right)}${rightCut}`.trimEnd(),
    underline: ' '.repeat(leftCut.length + widthOf(left)) + '^'.repeat(Math.max(1, marked))
  };
};

/** The offset, moved out of the middle of a surrogate pair. */
const whole = (text: string, offset: number): number =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(offset - 1, offset + 1)) ? offset - 1 : offset;

/** Both sides cut to the room that there is; the left side gets what the right side leaves. */
const fitted = (
  before: ReadonlyArray<Cell>,
  after: ReadonlyArray<Cell>
): readonly [ReadonlyArray<Cell>, ReadonlyArray<Cell>] => {
  const left = upTo(before.toReversed(), Math.max(roomBefore, room - widthOf(after)), 'width').toReversed();
  return [left, upTo(after, room - widthOf(left), 'width')];
};

/** The first cells that together measure no more than `most`. */
const upTo = (all: ReadonlyArray<Cell>, most: number, measure: 'width' | 'units'): ReadonlyArray<Cell> => {
  let sum = 0;
  const past = all.findIndex(each => {
    sum += each[measure];
    return sum > most;
  });
  return past === -1 ? all : all.slice(0, past);
};
