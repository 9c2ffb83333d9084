import * as fc from 'fast-check';
import { report } from '../../../src/diagnostic/Diagnostic.js';
import type { Diagnostic } from '../../../src/diagnostic/Diagnostic.js';
import type { Place } from '../../../src/diagnostic/Place.js';
import type { Path } from '../../../src/model/Origin.js';

/** A field of an object that is the only document of a text. */
export const inFile = (file: string, text: string, path: Path, target: 'key' | 'value' = 'value'): Place => ({
  object: 'ServiceFence shop/reviews',
  origin: { _tag: 'InText', file, start: 0, end: text.length, path: [] },
  path,
  target,
  span: undefined
});

/** A field of an object that no text holds. */
export const live = (path: Path): Place => ({
  object: 'ServiceFence shop/reviews',
  origin: { _tag: 'Nowhere' },
  path,
  target: 'value',
  span: undefined
});

export const invalidHost = (places: ReadonlyArray<Place>): Diagnostic =>
  report('host-invalid', { host: 'a b', why: 'it contains a blank' }, places);

const anyOffset = fc.integer({ min: -3, max: 300 });
const anySpan = fc.record({ start: anyOffset, end: anyOffset });
const anyPath = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 6 }), fc.nat(3)), { maxLength: 4 });
const anyFile = fc.oneof(fc.constantFrom('a.yaml', 'b.yaml', 'missing.yaml'), fc.string({ unit: 'binary' }));

const anyOrigin = fc.oneof(
  fc.constant({ _tag: 'Nowhere' } as const),
  fc.record({
    _tag: fc.constant('InText' as const),
    file: anyFile,
    start: anyOffset,
    end: anyOffset,
    path: anyPath
  })
);

const anyPlace: fc.Arbitrary<Place> = fc.record({
  object: fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
  origin: anyOrigin,
  path: anyPath,
  target: fc.constantFrom('key' as const, 'value' as const),
  span: fc.option(anySpan, { nil: undefined })
});

const anyWording = fc.string({ unit: 'binary' }).map(text => `x${text}`);

/** Findings of any wording at any place, whether it exists or not. */
export const anyDiagnostics: fc.Arbitrary<ReadonlyArray<Diagnostic>> = fc.array(
  fc.record({
    code: fc.constantFrom('host-invalid' as const, 'host-unknown' as const, 'fence-not-enabled' as const),
    severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
    message: anyWording,
    remedy: anyWording,
    places: fc.array(anyPlace, { maxLength: 3 })
  }),
  { maxLength: 5 }
);

const anyYaml = fc.constantFrom(
  'spec:\n  host:\n    reviews: {}\n',
  'a: [1, 2\n',
  '\uFEFFspec:\r\n\tx: 😀 日本語\r\n',
  `{"a":"${'x'.repeat(400)}"}`
);

/** Texts of any kind, YAML among them. */
export const anySources: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .tuple(fc.oneof(anyYaml, fc.string({ unit: 'binary', maxLength: 300 })), anyYaml)
  .map(
    ([a, b]) =>
      new Map([
        ['a.yaml', a],
        ['b.yaml', b]
      ])
  );
