/** The entries of a comma-separated list, without the blanks around them. */
export const commaList = (value: string | undefined): ReadonlyArray<string> =>
  (value ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
