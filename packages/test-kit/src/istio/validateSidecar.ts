import type { Json, JsonObject } from '@meshfence/core';
import { whyNotHost } from './whyNotHost.js';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const listOf = (value: Json | undefined): ReadonlyArray<Json> =>
  Array.isArray(value) ? (value as ReadonlyArray<Json>) : [];

const isSaid = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && listLength(value) !== 0;

const listLength = (value: Json): number => (Array.isArray(value) ? value.length : 1);

const nothingSaid = (spec: Json | undefined): ReadonlyArray<string> =>
  ['egress', 'ingress', 'outboundTrafficPolicy', 'inboundConnectionPool'].some(part =>
    isSaid(fieldOf(spec, part))
  )
    ? []
    : ['sidecar: empty configuration provided'];

const badPair = ([key, value]: readonly [string, Json]): ReadonlyArray<string> => {
  if (typeof value !== 'string') return [`workloadSelector: ${key} is no text`];
  if (key === '') return ['workloadSelector: empty key'];
  return key.includes('*') || value.includes('*') ? [`workloadSelector: wildcard in ${key}=${value}`] : [];
};

const badSelector = (spec: Json | undefined): ReadonlyArray<string> => {
  const labels = fieldOf(fieldOf(spec, 'workloadSelector'), 'labels');
  return isObject(labels) ? Object.entries(labels).flatMap(badPair) : [];
};

const badHosts = (listener: Json): ReadonlyArray<string> => {
  const hosts = listOf(fieldOf(listener, 'hosts'));
  if (hosts.length === 0) return ['egress: must contain at least one host'];
  return hosts.flatMap(host => {
    const why = typeof host === 'string' ? whyNotHost(host) : 'is no text';
    return why === undefined ? [] : [`egress host ${JSON.stringify(host)}: ${why}`];
  });
};

const portOf = (listener: Json): Json | undefined => fieldOf(fieldOf(listener, 'port'), 'number');

const badPorts = (listeners: ReadonlyArray<Json>): ReadonlyArray<string> => {
  const ports = listeners.map(portOf);
  const portless = ports.flatMap((port, index) => (port === undefined ? [index] : []));
  const numbered = ports.filter(port => port !== undefined);
  return [
    ...(portless.some(index => index < listeners.length - 1)
      ? ['egress: a listener without port must be the last']
      : []),
    ...(new Set(numbered).size < numbered.length ? ['egress: ports must be unique'] : [])
  ];
};

/**
 * Every reason for which Istio's validation would reject a Sidecar object; none where it would take it.
 *
 * An empty selector is only a warning there. That it is never emitted is a law of ours, not of Istio's.
 */
export const validateSidecar = (sidecar: Json): ReadonlyArray<string> => {
  const spec = fieldOf(sidecar, 'spec');
  const listeners = listOf(fieldOf(spec, 'egress'));
  return [...nothingSaid(spec), ...badSelector(spec), ...badPorts(listeners), ...listeners.flatMap(badHosts)];
};
