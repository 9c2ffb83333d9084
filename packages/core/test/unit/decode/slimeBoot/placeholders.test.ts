import { expect, test } from 'vitest';
import { resolvePlace } from '../../../../src/diagnostic/resolvePlace.js';
import { found, read } from '../../given/decoded.js';

/** The tutorial's sample of the cluster mode with Prometheus, as it is downloaded, and the namespaces of another. */
const sample = `---
apiVersion: config.netease.com/v1alpha1
kind: SlimeBoot
metadata:
  name: lazyload
  namespace: mesh-operator
spec:
  image:
    pullPolicy: Always
    repository: docker.io/slimeio/slime-lazyload
    tag: {{your_lazyload_tag}}
  module:
    - name: lazyload # custom value
      kind: lazyload # should be "lazyload"
      enable: true
      general: # replace previous "fence" field
        wormholePort: # replace to your application service ports, and extend the list in case of multi ports
          - "{{your_port}}"
        namespace: # replace to your service's namespace which will use lazyload, and extend the list in case of multi namespaces
          - {{your_namespace}}
      global:
        misc:
          globalSidecarMode: cluster # inform the lazyload controller of the global-sidecar mode
      metric: # indicate the metric source
        prometheus:
          address: {{your_prometheus_address}}
          handlers:
            destination:
              query: |
                sum(istio_requests_total{source_app="$source_app",reporter="destination"})by(destination_service)
              type: Group
  component:
    globalSidecar:
      enable: true
      type: cluster # inform the slime-boot operator of the global-sidecar mode
      sidecarInject:
        enable: true # must be true
        mode: pod # if type = cluster, can only be "pod"; if type = namespace, can be "pod" or "namespace"
        labels: # optional, used for sidecarInject.mode = pod, indicate the labels for sidecar auto inject 
          {{your_istio_autoinject_labels}}
      image:
        repository: docker.io/slimeio/slime-global-sidecar
        tag: {{your_global-sidecar_tag}}
`;

const names = [
  'your_lazyload_tag',
  'your_port',
  'your_namespace',
  'your_prometheus_address',
  'your_istio_autoinject_labels',
  'your_global-sidecar_tag'
];

test('each placeholder of a copied sample is reported, and nothing else', () => {
  expect(found(sample).toSorted()).toEqual(
    names.map(name => `placeholder-left: {{${name}}} is a placeholder that was never replaced.`).toSorted()
  );
});

test('each placeholder is reported where it stands', () => {
  const at = resolvePlace(new Map([['0.yaml', sample]]));
  const lines = read(sample).diagnostics.map(({ places: [place] }) => place && at(place)?.text.trim());
  for (const name of names) {
    expect(lines.filter(line => line?.includes(`{{${name}}}`))).toHaveLength(1);
  }
});

test('the settings around the placeholders hold', () => {
  const { config } = read(sample).value;
  expect(config).toMatchObject({
    mode: 'cluster',
    metricSource: 'prometheus',
    general: { wormholePorts: [], namespaces: [] },
    prometheus: { address: '', handlers: { destination: { type: 'Group' } } }
  });
});

test('a placeholder for a whole object leaves the others alone', () => {
  const text = `{{everything}}\n---\n${sample}`;
  expect(read(text).value.config.meta?.name).toBe('lazyload');
});

test('a template in a dispatch rule is no placeholder', () => {
  const dispatch = `          - "9080"
        dispatches:
          - name: a
            domains: [a.b]
            cluster: "{{ (print .Values.foo .Values.namespace ) }}"
`;
  const text = sample.replace('          - "{{your_port}}"\n', dispatch);
  expect(found(text).filter(each => each.includes('print'))).toEqual([]);
  expect(read(text).value.config.general.dispatches).toMatchObject([
    { cluster: '{{ (print .Values.foo .Values.namespace ) }}' }
  ]);
});

test('templates in objects that do not bear on scopes are none of our business', () => {
  expect(
    found('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "{{ .Values.y }}"}\n')
  ).toEqual(['kind-unknown: ConfigMap (v1) does not bear on scopes and is passed over.']);
});

test('a single placeholder is not taken for a value', () => {
  const text = sample
    .split('\n')
    .filter(line => !line.includes('{{') || line.includes('prometheus_address'))
    .join('\n');
  expect(found(text)).toHaveLength(1);
  expect(read(text).value.config.prometheus?.address).toBe('');
});

test('a template in a namesake of another API group is none of our business', () => {
  expect(
    found('apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\nspec: {x: "{{y}}"}\n')
  ).toEqual(['kind-unknown: Service (serving.knative.dev/v1) does not bear on scopes and is passed over.']);
});

test('the text of a placeholder that YAML can read stays what it was', () => {
  const { value } = read(sample.replace('{{your_prometheus_address}}', 'http://x:9090'));
  expect(value.config.prometheus?.address).toBe('http://x:9090');
});
