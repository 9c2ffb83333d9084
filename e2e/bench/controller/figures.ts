/** The value below which so large a share of the others is, 0 to 1. */
export const quantile = (values: ReadonlyArray<number>, share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/** Milliseconds as seconds with two digits. */
export const seconds = (milliseconds: number): number => Math.round(milliseconds / 10) / 100;
