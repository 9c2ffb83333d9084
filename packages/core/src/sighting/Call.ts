import type { Caller, Edge, Evidence } from '../model/Edge.js';
import * as LabelsOf from '../model/Labels.js';
import { nowhere } from '../model/Origin.js';
import type { CallerPod } from './CallerPod.js';

/** An observed call, without when and how often. */
export interface Call {
  readonly caller: CallerPod;
  /** The destination as the caller named it; its full name where the entry tells. */
  readonly to: string;
  readonly port: number | undefined;
  readonly protocol: 'http' | 'tcp';
}

/** Labels say exactly which fences are meant; a name stands in where there are none. */
export const toCaller = ({ labels, namespace, workload }: CallerPod): Caller =>
  LabelsOf.isEmpty(labels)
    ? { _tag: 'Named', namespace, name: workload }
    : { _tag: 'Labelled', namespace, labels };

/** A call as an edge. */
export const toEdge = (call: Call, evidence: Evidence): Edge => ({
  from: toCaller(call.caller),
  to: call.to,
  port: call.port,
  protocol: call.protocol,
  evidence: [evidence],
  origin: nowhere
});
