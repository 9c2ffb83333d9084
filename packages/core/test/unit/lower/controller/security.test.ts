import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/model/Json.js';
import { installed, podSpec, slime } from '../../given/installed.js';

const pod = (podSecurityContext: JsonObject = {}, containerSecurityContext: JsonObject = {}) =>
  installed({ podSecurityContext, containerSecurityContext }).at('Deployment', ...podSpec, 'securityContext');

const container = (containerSecurityContext: JsonObject = {}) =>
  installed({ containerSecurityContext }).at('Deployment', ...slime, 'securityContext');

test('nobody is root, nothing can be written, nothing can be gained', () => {
  expect(pod()).toEqual({
    fsGroup: 65_532,
    runAsGroup: 65_532,
    runAsNonRoot: true,
    runAsUser: 65_532,
    seccompProfile: { type: 'RuntimeDefault' }
  });
  expect(container()).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true
  });
});

test("the user's values win, and null takes a default away", () => {
  expect(pod({ runAsUser: 1000, fsGroup: null })).toEqual({
    runAsGroup: 65_532,
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' }
  });
  expect(container({ readOnlyRootFilesystem: false })).toMatchObject({ readOnlyRootFilesystem: false });
});

test('who asks for root gets it: the kubelet would start no pod that shall be root and shall not', () => {
  expect(pod({ runAsUser: 0 })).not.toHaveProperty('runAsNonRoot');
  expect(pod({}, { runAsUser: 0 })).not.toHaveProperty('runAsNonRoot');
  expect(pod({ runAsUser: 0, runAsNonRoot: true })).toMatchObject({ runAsNonRoot: true });
});

test('a privileged container may become so: the API server would refuse the contrary', () => {
  expect(container({ privileged: true })).not.toHaveProperty('allowPrivilegeEscalation');
  expect(container({ capabilities: { add: ['SYS_ADMIN'] } })).not.toHaveProperty('allowPrivilegeEscalation');
  expect(container({ capabilities: { add: ['NET_ADMIN'] } })).toHaveProperty('allowPrivilegeEscalation');
});
