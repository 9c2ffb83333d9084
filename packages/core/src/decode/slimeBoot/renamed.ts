import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json, JsonObject } from '../../model/Json.js';
import { isObject } from '../readObject.js';
import type { Part } from './Part.js';

interface Renaming {
  readonly old: string;
  readonly now: string;
  readonly shown: string;
  readonly convert: (value: Json) => Json;
}

const same = (value: Json): Json => value;

/** The names that changed between releases of lazyload. */
const renamings: ReadonlyArray<Renaming> = [
  {
    old: 'disableAutoFence',
    now: 'autoFence',
    shown: 'autoFence (with the opposite value)',
    convert: value => (typeof value === 'boolean' ? !value : value)
  },
  { old: 'defaultCreateFence', now: 'defaultFence', shown: 'defaultFence', convert: same },
  { old: 'domainAlias', now: 'domainAliases', shown: 'domainAliases', convert: same }
];

/** The settings under today's names. Where both names stand, today's wins. */
export const renamed = (part: Part): Diagnosed<JsonObject> => {
  const present = renamings.filter(({ old }) => Object.hasOwn(part.value, old));
  if (present.length === 0) return of(part.value);
  const olds = present.map(({ old }) => old);
  const kept = Object.entries(part.value).filter(([name]) => !olds.includes(name));
  const moved = present.map(({ old, now, convert }) => [now, convert(part.value[old] ?? null)] as const);
  return {
    value: Object.fromEntries([...moved, ...kept]),
    diagnostics: present.map(({ old, shown }) =>
      report('field-deprecated', { field: old, instead: shown }, [
        inObject('SlimeBoot', part.document, [...part.path, old], 'key')
      ])
    )
  };
};

const isOlderAlias = (rule: Json): rule is JsonObject =>
  isObject(rule) && Object.hasOwn(rule, 'template') && !Object.hasOwn(rule, 'templates');

const renamedAlias = (rule: Json): Json =>
  isOlderAlias(rule)
    ? { ...rule, templates: Array.isArray(rule['template']) ? rule['template'] : [rule['template'] ?? null] }
    : rule;

/** Alias rules with `templates`, where they were written with the older `template`. */
export const renamedAliases = (part: Part, rules: ReadonlyArray<Json>): Diagnosed<ReadonlyArray<Json>> => ({
  value: rules.map(renamedAlias),
  diagnostics: rules.flatMap((rule, index) =>
    isOlderAlias(rule)
      ? [
          report('field-deprecated', { field: 'template', instead: 'templates' }, [
            inObject('SlimeBoot', part.document, [...part.path, 'domainAliases', index, 'template'], 'key')
          ])
        ]
      : []
  )
});
