import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import type { Diagnosed } from '../../Diagnosed.js';
import { of } from '../../Diagnosed.js';
import type { Destinations } from '../../model/Config.js';
import { defaultGeneral } from '../../model/Config.js';
import { whyNotCidr } from '../../model/Cidr.js';
import type { Json } from '../../model/Json.js';
import { string } from '../codec.js';
import { fieldInvalid, unknownFields } from '../field.js';
import { kindOf } from '../fieldErrors.js';
import { decodeItems } from '../items.js';
import { isObject } from '../readObject.js';
import type { Part } from './Part.js';

type Name = keyof Destinations;

/** Stands for an address that cannot be read: an allowance for nothing must not become one for everything. */
const nothing = '255.255.255.255/32';

const listOf = ({ document, path }: Part, name: Name, value: Json | undefined) => {
  const here = [...path, 'destinations', name];
  const read = decodeItems(document, here, value, { codec: string });
  const bad = read.value.flatMap(({ index, value: text }) => {
    const why = whyNotCidr(text);
    return why === undefined
      ? []
      : [report('destination-invalid', { text, why }, [inObject('SlimeBoot', document, [...here, index])])];
  });
  const good = read.value.map(each => each.value).filter(text => whyNotCidr(text) === undefined);
  const given = Array.isArray(value) ? value.length : 0;
  const closed = name === 'allow' && given > 0 && good.length === 0 ? [nothing] : good;
  return { value: closed, diagnostics: [...read.diagnostics, ...bad] };
};

/** `destinations: {allow: [10.0.0.0/8], deny: [..]}`: where the global-sidecar may forward to. */
export const destinations = (part: Part, value: Json | undefined): Diagnosed<Destinations> => {
  if (value === undefined || value === null) return of(defaultGeneral.destinations);
  const { document, path } = part;
  const here = [...path, 'destinations'];
  if (!isObject(value)) {
    const error = { path: here, expected: 'a mapping with "allow" and "deny"', found: kindOf(value) };
    const found = fieldInvalid(document, error, 'The default holds.');
    return { value: defaultGeneral.destinations, diagnostics: [found] };
  }
  const allow = listOf(part, 'allow', value['allow']);
  const deny = listOf(part, 'deny', value['deny']);
  return {
    value: { allow: allow.value, deny: deny.value },
    diagnostics: [
      ...allow.diagnostics,
      ...deny.diagnostics,
      ...unknownFields(document, here, value, ['allow', 'deny'])
    ]
  };
};
