import { DEFAULT_SCALAR_STYLE_RULES, SCALAR_STYLE, dump } from 'js-yaml';
import type { ScalarStyleRule } from 'js-yaml';
import type { Json } from '../model/Json.js';

/** Texts that YAML would read as something else: kubectl puts these in double quotes, and others in single ones. */
const otherwise =
  /^(?:|~|null|true|false|y|n|yes|no|on|off|[-+]?\.?\d[\d_.:eE+-]*|0[xo][\da-f_]+|[-+]?\.inf|\.nan|\d{4}-\d\d?-\d\d?.*)$/i;

const doubleQuotes: ScalarStyleRule = layout => {
  const isSingle = layout.style === SCALAR_STYLE.SINGLE_QUOTED;
  if (isSingle && otherwise.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};

const scalarStyleRules = [...Object.values(DEFAULT_SCALAR_STYLE_RULES), doubleQuotes];

/** A value as YAML in the one form that meshfence writes: no anchors, no folding, lists not indented. */
export const print = (value: Json): string =>
  dump(value, { noRefs: true, lineWidth: -1, seqNoIndent: true, scalarStyleRules });
