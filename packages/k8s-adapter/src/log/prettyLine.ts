type Line = Readonly<Record<string, unknown>>;

const parsed = (line: string): Line | undefined => {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
};

/** What would move a terminal's cursor, or change its colours, is not for it. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

const printable = (text: string): string => text.replace(control, ' ');

const isPlain = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !/[\s"=]/.test(value);

const shown = (value: unknown): string => (isPlain(value) ? value : (JSON.stringify(value) ?? 'undefined'));

/** A JSON line of the log for people: `08:00:00.000 WARN  It is late. age=3s`. */
export const prettyLine = (line: string): string => {
  const whole = parsed(line);
  if (whole === undefined) return line;
  const { level, msg, time, ...fields } = whole;
  const head = [
    String(time).slice('2026-03-01T'.length, -1),
    String(level).toUpperCase().padEnd(5),
    String(msg)
  ];
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${shown(value)}`);
  return `${[...head, ...rest].map(printable).join(' ')}\n`;
};
