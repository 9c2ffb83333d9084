import type { JsonObject } from '@meshfence/core';
import { cut } from './cut.js';
import type { Regarding, Report } from './Report.js';

/** Who reports: a controller, and which of its replicas. */
export interface Reporter {
  readonly component: string;
  readonly instance: string;
}

/** How often, and when last. */
export interface Repeats {
  readonly count: number;
  readonly last: number;
}

/** Kubernetes' own bounds, in bytes. */
const mostNote = 1024;
const mostWord = 128;
const mostName = 253;

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Kubernetes' time of microseconds; it takes no other number of digits. */
const microTime = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');

/** Events of objects that belong to no namespace are kept in this one. */
export const namespaceOf = ({ namespace = '' }: Regarding): string =>
  namespace === '' ? 'default' : namespace;

/** A name that no other event has: the object's, and the time with a serial number for its nanoseconds. */
export const eventName = ({ name }: Regarding, at: number, serial: number): string => {
  const suffix = (BigInt(Math.trunc(at)) * 1_000_000n + BigInt(serial % 1_000_000)).toString(16);
  const prefix = name.slice(0, mostName - suffix.length - 1).replace(/[.-]+$/, '');
  return `${subdomain.test(prefix) ? prefix : 'event'}.${suffix}`;
};

/** The series of what was told more than once, and nothing of what was told once. */
export const toSeries = ({ count, last }: Repeats): JsonObject =>
  count < 2 ? {} : { series: { count, lastObservedTime: microTime(last) } };

const referenceOf = ({ apiVersion, kind, name, namespace = '', uid = '' }: Regarding): JsonObject => ({
  apiVersion,
  kind,
  name,
  ...(namespace === '' ? {} : { namespace }),
  ...(uid === '' ? {} : { uid })
});

/** An Event of `events.k8s.io/v1`. */
export const toEvent = (
  report: Report,
  { component, instance }: Reporter,
  { at, name, repeats }: { readonly at: number; readonly name: string; readonly repeats: Repeats }
): JsonObject => ({
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  metadata: { name, namespace: namespaceOf(report.regarding) },
  eventTime: microTime(at),
  reportingController: component,
  reportingInstance: cut(instance, mostWord),
  regarding: referenceOf(report.regarding),
  type: report.type,
  reason: cut(report.reason, mostWord),
  action: cut(report.action, mostWord),
  note: cut(report.note, mostNote),
  ...toSeries(repeats)
});
