import type { Path } from '../model/Origin.js';
import type { Place } from './Place.js';
import type { Resolved } from './resolvePlace.js';

const plainKey = /^[A-Za-z_][\w-]*$/;

/** `spec.host["a b"].ports[3]`. */
export const showPath = (path: Path): string =>
  path
    .map(step => (typeof step === 'string' && plainKey.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./, '');

/** `ServiceFence default/reviews`, with the field where a text does not show it: `..., spec.host`. */
export const showObject = (place: Place): string =>
  [place.object ?? '', showPath(place.path)].filter(part => part !== '').join(', ');

/** `fences.yaml:12:7`; the file alone where its text is not at hand; empty where there is no file. */
export const showPosition = (place: Place, resolved: Resolved | undefined): string =>
  resolved !== undefined
    ? `${resolved.file}:${resolved.line}:${resolved.column}`
    : place.origin._tag === 'InText'
      ? place.origin.file
      : '';

/** Position and object as far as they are known, the field only where no line shows it. */
export const showPlace = (place: Place, resolved: Resolved | undefined): string => {
  const position = showPosition(place, resolved);
  const object = resolved === undefined ? showObject(place) : (place.object ?? '');
  if (position === '') return object;
  return object === '' ? position : `${position} (${object})`;
};
