import { report } from '../../diagnostic/Diagnostic.js';
import { inObject } from '../../diagnostic/Place.js';
import { of } from '../../Diagnosed.js';
import type { Diagnosed } from '../../Diagnosed.js';
import type { Json } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';

/** A place in which a setting may stand, and what stands there. */
export interface Said {
  readonly path: Path;
  readonly where: string;
  readonly value: Json | undefined;
}

interface Setting<A extends string> {
  readonly name: string;
  readonly known: ReadonlyArray<string>;
  readonly read: (text: string) => A | undefined;
}

interface Understood<A> extends Said {
  readonly text: string;
  readonly read: A | undefined;
}

/** What YAML makes of an unquoted `no` depends on its version. */
const textOf = (value: Json): string =>
  value === false ? 'no' : typeof value === 'string' ? value : JSON.stringify(value);

const isSaid = ({ value }: Said): boolean => value !== undefined && value !== null && value !== '';

/**
 * One value of a setting that may stand in several places, in their order of precedence.
 *
 * Places that disagree and values that do not exist are reported. Undefined where no place says anything usable.
 */
export const settle = <A extends string>(
  document: Document,
  { name, known, read }: Setting<A>,
  places: ReadonlyArray<Said>
): Diagnosed<A | undefined> => {
  const said = places.filter(isSaid).map((place): Understood<A> => {
    const text = textOf(place.value ?? null);
    return { ...place, text, read: read(text) };
  });
  const at = (place: Said) => inObject('SlimeBoot', document, place.path);
  const unknown = said
    .filter(place => place.read === undefined)
    .map(place => report('setting-unknown', { setting: name, value: place.text, known }, [at(place)]));
  const [first, ...rest] = said.filter(place => place.read !== undefined);
  if (first === undefined) return { value: undefined, diagnostics: unknown };
  const others = rest.filter(place => place.read !== first.read);
  if (others.length === 0) return { ...of(first.read), diagnostics: unknown };
  const parameters = {
    setting: name,
    used: first.text,
    where: first.where,
    others: others.map(place => `${JSON.stringify(place.text)} in ${place.where}`).join(' and ')
  };
  return {
    value: first.read,
    diagnostics: [...unknown, report('setting-contradicts', parameters, [first, ...others].map(at))]
  };
};
