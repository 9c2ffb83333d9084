import type { JsonObject } from '@meshfence/core';
import type { Controller, LogLine } from '../../harness/controller/startController.js';
import type { Mesh } from '../../harness/Mesh.js';
import { waitFor } from '../../harness/process/waitFor.js';

const has = (line: LogLine, fields: JsonObject): boolean =>
  Object.entries(fields).every(([name, value]) => line[name] === value);

/** Waits until the log has a line with this message and these fields, after so many lines. */
export const untilSaid = (
  controller: Controller,
  msg: string,
  fields: JsonObject = {},
  after = 0
): Promise<LogLine> =>
  waitFor(`"${msg}" ${JSON.stringify(fields)} in the log`, async () => {
    const lines = (await controller.log()).slice(after);
    return lines.find(line => line.msg === msg && has(line, fields));
  });

/** How much has been logged so far: what comes after it is news. */
export const logged = async (controller: Controller): Promise<number> => (await controller.log()).length;

/** A metric's value now; 0 where there is no such series yet. */
export const metric = async (controller: Controller, series: string): Promise<number> =>
  (await controller.metrics()).get(series) ?? 0;

/** Waits until a metric has a value. */
export const untilMetric = (
  controller: Controller,
  series: string,
  holds: (value: number) => boolean,
  seconds = 30
): Promise<number> =>
  waitFor(
    series,
    async () => {
      const value = await metric(controller, series);
      if (holds(value)) return value;
      throw new Error(`it is ${value}`);
    },
    { seconds }
  );

/** What is answered at /readyz: the status, and the reasons. */
export const readiness = async ({
  url
}: Controller): Promise<{ readonly status: number; readonly reasons: ReadonlyArray<string> }> => {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, reasons: (await answer.text()).trimEnd().split('\n') };
};

/** Waits until readiness is refused for a reason that begins so. */
export const untilUnready = (controller: Controller, beginning: string): Promise<string> =>
  waitFor(`/readyz to say "${beginning}"`, async () => {
    const { reasons, status } = await readiness(controller);
    const found = reasons.find(reason => reason.startsWith(beginning));
    if (status === 503 && found !== undefined) return found;
    throw new Error(`it says ${status} ${reasons.join('; ')}`);
  });

interface Told {
  readonly type: string;
  readonly reason: string;
  readonly note: string;
  readonly regarding: { readonly kind: string; readonly name: string };
}

interface Regarded {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The Events of a reason about an object. */
export const told = async (
  mesh: Mesh,
  { kind, name, namespace }: Regarded,
  reason: string
): Promise<ReadonlyArray<Told>> => {
  const events = (await mesh.list('events.k8s.io/v1', 'Event', namespace)) as unknown as ReadonlyArray<Told>;
  return events.filter(
    ({ reason: why, regarding }) => why === reason && regarding.kind === kind && regarding.name === name
  );
};

/** Waits for an Event of a reason about an object. */
export const untilTold = (mesh: Mesh, object: Regarded, reason: string): Promise<Told> =>
  waitFor(`an event ${reason} of ${object.kind} ${object.namespace}/${object.name}`, async () => {
    const [first] = await told(mesh, object, reason);
    return first;
  });
