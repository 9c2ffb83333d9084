import {
  changes,
  mesh,
  spoiltObjects,
  strangeObject,
  strangeText,
  totalOnChanges,
  totalOnMesh,
  totalOnObjects,
  totalOnText
} from '@meshfence/test-kit';
import fc from 'fast-check';
import { test } from 'vitest';
import { holds } from './holds.js';

test('no mesh makes anything throw', () => holds(mesh(), totalOnMesh, 100));

test('no change makes anything throw', () =>
  holds(fc.tuple(mesh(), changes()), ([given, some]) => totalOnChanges(given, some), 60));

test('no text makes anything throw', () => holds(strangeText, totalOnText, 200));

test('no object with a spoilt field makes anything throw', () => holds(spoiltObjects, totalOnObjects, 80));

test('no object of any shape makes anything throw', () =>
  holds(fc.array(strangeObject, { maxLength: 4 }), totalOnObjects, 200));
