import { expect, test } from 'vitest';
import { filled, isAboutFence } from '../../src/query/placeholders.js';

const fence = { namespace: 'shop', name: 'web', labels: { app: 'web-app', version: 'v1' } };

const tutorials =
  'sum(istio_requests_total{source_app="$source_app",reporter="destination"})by(destination_service)';

test("the tutorial's query asks by the label of the fence's workload", () => {
  expect(filled(tutorials, fence)).toBe(
    'sum(istio_requests_total{source_app="web-app",reporter="destination"})by(destination_service)'
  );
});

test('a workload without the label is asked for by the name of the fence', () => {
  expect(filled('x{a="$source_app"}', { ...fence, labels: { name: 'web' } })).toBe('x{a="web"}');
});

test('every placeholder is filled, wherever and however often it stands', () => {
  expect(filled('$service/$namespace/$service $source_app', fence)).toBe('web/shop/web web-app');
});

test('what is no placeholder stays', () => {
  const query = 'x{a=~"b$", c="$source_apple", d="$$", e=~"^$other$", f="$constructor"}';
  expect(filled(query, fence)).toBe(query);
  expect(isAboutFence(query)).toBe(false);
});

test.each(['a"} or up{b="', "a'b", 'a`b', 'a\\', 'a b', 'a\nb', '$service', '.*', ''])(
  '%s cannot stand in a query',
  app => {
    expect(filled('x{a="$source_app"}', { ...fence, labels: { app } })).toBeUndefined();
    expect(filled('x{a="$namespace"}', { ...fence, labels: { app } })).toBe('x{a="shop"}');
  }
);

test('a query is about the fence where it names it', () => {
  expect(['x{a="$source_app"}', 'x{a="$service"}', 'x{a="$namespace"}', 'x'].map(isAboutFence)).toEqual([
    true,
    true,
    false,
    false
  ]);
});
