import type { JsonObject } from '../model/Json.js';

/**
 * A message of SARIF.
 *
 * Braces are doubled, since single ones enclose placeholders; what would read as a link is taken apart, since the text
 * may come from a document that nobody has reviewed.
 */
export const sarifText = (text: string): JsonObject => ({
  text: text.replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '] (')
});
