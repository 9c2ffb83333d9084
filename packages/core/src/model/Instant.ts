/** Milliseconds since 1970-01-01T00:00:00Z. Core never asks for the current one: it is part of the mesh. */
export type Instant = number;

/** Milliseconds. */
export type Duration = number;

export const second: Duration = 1000;

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** An RFC 3339 timestamp as an instant; undefined where the text is none. */
export const parse = (text: string): Instant | undefined => {
  const at = rfc3339.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

/** The farthest instant, either way, that a calendar can show. */
const horizon: Instant = 8.64e15;

const onCalendar = (at: Instant): Instant =>
  Number.isNaN(at) ? 0 : Math.min(horizon, Math.max(-horizon, at));

/** `2026-03-01T08:00:00Z`, in UTC; with milliseconds where there are any. */
export const show = (at: Instant): string => new Date(onCalendar(at)).toISOString().replace('.000Z', 'Z');

const units: Readonly<Record<string, Duration>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: second,
  ms: 1
};
const part = /(\d+(?:\.\d+)?)(ms|d|h|m|s)/y;

/** `168h`, `1h30m`, `10s`, `7d` in milliseconds; undefined where the text is no duration. */
export const parseDuration = (text: string): Duration | undefined => {
  const step = new RegExp(part);
  let total = 0;
  let at = 0;
  while (at < text.length) {
    step.lastIndex = at;
    const found = step.exec(text);
    if (found === null) return undefined;
    total += Number(found[1]) * (units[found[2] ?? ''] ?? 0);
    at = step.lastIndex;
  }
  return text === '' ? undefined : total;
};

const steps: ReadonlyArray<readonly [string, Duration]> = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', second],
  ['ms', 1]
];

/** The shortest text that `parseDuration` reads back as the same duration. */
export const showDuration = (duration: Duration): string => {
  const [text] = steps.reduce(
    ([done, rest], [unit, size]) => {
      const count = Math.floor(rest / size);
      return count === 0
        ? ([done, rest] as const)
        : ([`${done}${count}${unit}`, rest - count * size] as const);
    },
    ['', duration] as readonly [string, number]
  );
  return text === '' ? '0s' : text;
};
