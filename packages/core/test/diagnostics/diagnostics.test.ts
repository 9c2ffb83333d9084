import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeMesh } from '../../src/decode/decodeMesh.js';
import { catalogue } from '../../src/diagnostic/catalogue.js';
import type { Diagnostic } from '../../src/diagnostic/Diagnostic.js';
import type { Place } from '../../src/diagnostic/Place.js';
import { resolvePlace } from '../../src/diagnostic/resolvePlace.js';
import { install } from '../../src/install.js';
import * as Instant from '../../src/model/Instant.js';
import { fixtures } from './Fixture.js';
import type { Fixture, Position } from './Fixture.js';

const file = 'in.yaml';
const all = fixtures(fileURLToPath(new URL('.', import.meta.url)));

/** What reading, compiling and installing find. */
const found = ({ text, now }: Fixture): ReadonlyArray<Diagnostic> => {
  const mesh = decodeMesh([{ file, text }], { now: now === undefined ? undefined : Instant.parse(now) });
  return [...mesh.diagnostics, ...install(mesh.value).diagnostics];
};

const positions = ({ places }: Diagnostic, text: string): ReadonlyArray<Position | undefined> => {
  const resolve = resolvePlace(new Map([[file, text]]));
  return places.map(place => {
    const resolved = resolve(place);
    return resolved === undefined ? undefined : { line: resolved.line, column: resolved.column };
  });
};

/** The kind of the document that a place is in. */
const kindAround = ({ origin }: Place, text: string): string =>
  origin._tag === 'Nowhere' ? '' : (/^kind: (\w+)$/m.exec(text.slice(origin.start, origin.end))?.[1] ?? '');

/** A place says whose it is: an object of its document, an edge, or a fence that follows from it. */
const isNamed = (place: Place, text: string): boolean => {
  const [named] = (place.object ?? 'document').split(' ');
  const kind = kindAround(place, text);
  return [kind, 'edge', 'document', 'ServiceFence'].includes(named ?? '') || kind.endsWith('List');
};

for (const fixture of all) {
  test(`${fixture.code}: ${fixture.name.replaceAll('-', ' ')}`, () => {
    const ofCode = found(fixture).filter(({ code }) => code === fixture.code);
    expect(ofCode.map(({ message }) => message)).toEqual([fixture.message]);
    expect(ofCode.flatMap(each => positions(each, fixture.text))).toEqual(fixture.places);
    expect(ofCode.flatMap(each => each.places).filter(place => !isNamed(place, fixture.text))).toEqual([]);
  });
}

test('every code of the catalogue has a fixture, and every fixture has a code of the catalogue', () => {
  expect([...new Set(all.map(({ code }) => code))]).toEqual(Object.keys(catalogue).toSorted());
});
