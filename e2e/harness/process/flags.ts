/** Command line flags, as nearly all of Go's programs take them. */
export const flags = (values: Readonly<Record<string, string | number | boolean>>): ReadonlyArray<string> =>
  Object.entries(values).map(([name, value]) => `--${name}=${value}`);
