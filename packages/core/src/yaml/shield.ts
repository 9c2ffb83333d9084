const bare = /((?:^|[:\-?])[ \t]+)\{\{([^{}\n]*)\}\}/gm;

/**
 * Makes a text with bare placeholders readable: `{{tag}}`, which YAML takes for a mapping in a mapping, becomes a
 * string of the same length, so that every offset stays true.
 */
export const shield = (text: string): string =>
  text.includes('{{')
    ? text.replace(bare, (_, before: string, name: string) => `${before}"⦃${name}⦄"`)
    : text;
