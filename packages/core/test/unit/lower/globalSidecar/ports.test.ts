import { expect, test } from 'vitest';
import { at, built } from './given.js';

const listening = (component: Readonly<Record<string, number>>) => {
  const { codes, container, envoy } = built({ component });
  const ports = [at(container, 'ports', 0, 'containerPort'), at(container, 'ports', 1, 'containerPort')];
  const inEnvoy = [...envoy.matchAll(/address: 0\.0\.0\.0\n +port_value: (\d+)/g)].map(found =>
    Number(found[1])
  );
  expect(inEnvoy).toEqual(ports);
  return { codes, ports };
};

test.each([
  [{}, [8080, 20_000]],
  [{ port: 80 }, [8080, 20_000]],
  [{ port: 1024 }, [1024, 20_000]],
  [{ port: 9999, probePort: 9998 }, [9999, 9998]],
  [{ port: 80, probePort: 8080 }, [8081, 8080]],
  [{ port: 20_000 }, [8080, 20_000]]
])('with the settings %j it listens on %j', (component, expected) => {
  expect(listening(component)).toEqual({ codes: [], ports: expected });
});

test.each([
  [{ port: 0 }, [8080, 20_000]],
  [{ port: 1.5 }, [8080, 20_000]],
  [{ port: 65_536 }, [8080, 20_000]],
  [{ port: 15_006 }, [8080, 20_000]],
  [{ probePort: 80 }, [8080, 20_000]],
  [{ probePort: 15_099 }, [8080, 20_000]]
])('a port that cannot be used is reported, and the default used: %j', (component, expected) => {
  expect(listening(component)).toEqual({ codes: ['component-port-invalid'], ports: expected });
});
