import {
  fallbackHeld,
  installationOwned,
  installationSound,
  mesh,
  resourcesSound,
  validEmission
} from '@meshfence/test-kit';
import { test } from 'vitest';
import { holds } from './holds.js';

test('Istio takes every Sidecar, none selects too much, and none stands over another', () =>
  holds(mesh(), validEmission, 300));

test('every resource has a name of its own and selects something', () => holds(mesh(), resourcesSound, 300));

test('so has everything that is installed', () => holds(mesh(), installationSound, 300));

test('what is installed is known as ours in a cluster, but for the namespace', () =>
  holds(mesh(), installationOwned, 200));

test('what traffic is sent to is in every scope that the routes reach', () =>
  holds(mesh(), fallbackHeld, 300));
