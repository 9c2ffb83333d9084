import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instant } from '@meshfence/core';
import type { EdgeSink, EdgeSource } from '@meshfence/core';
import { edgeSourceConformance } from '@meshfence/test-kit';
import type { EdgeSourceRig, ShownCall } from '@meshfence/test-kit';
import { expect, test } from 'vitest';
import { newEdgeBook } from '../../src/learn/EdgeBook.js';
import { edgeFile } from '../../src/learn/edgeFile.js';
import { newMetrics } from '../../src/metrics/Metrics.js';
import { memoryLog } from '../support/memoryLog.js';

/** A file as a source: it watches nothing by itself, and tells all that it says whenever it says something else. */
const fileSource = (path: string): EdgeSource => {
  let ending = new AbortController();
  const start = async (sink: EdgeSink): Promise<void> => {
    ending = new AbortController();
    const book = newEdgeBook({
      changed: () => sink.observed(book.all().edges),
      metrics: newMetrics({ process: false }),
      now: Date.now
    });
    await edgeFile(path, book, memoryLog().log, ending.signal);
  };
  return { name: path, start, stop: () => Promise.resolve(ending.abort()) };
};

const edgeOf = ({ caller, namespace, to }: ShownCall) => {
  const lastSeen = Instant.show(Date.now() - 1000);
  return { from: `${namespace}/${caller}`, to, evidence: [{ source: 'als', lastSeen, count: 1 }] };
};

const newRig = async (): Promise<EdgeSourceRig> => {
  const folder = await mkdtemp(join(tmpdir(), 'meshfence-edges-'));
  const path = join(folder, 'edges.json');
  let edges: ReadonlyArray<object> = [];
  const put = async (text: string): Promise<void> => {
    await writeFile(`${path}.next`, text);
    await rename(`${path}.next`, path);
  };
  const write = (): Promise<void> =>
    put(
      JSON.stringify({
        apiVersion: 'meshfence.io/v1alpha1',
        kind: 'EdgeList',
        metadata: { name: 'seen' },
        edges
      })
    );
  const show = (calls: ReadonlyArray<ShownCall>): Promise<void> => {
    edges = [...edges, ...calls.map(edgeOf)];
    return write();
  };
  return {
    source: fileSource(path),
    witness: 'als',
    show,
    // A list with errors is not taken at all, and the next good one is.
    spoil: () => put('{"kind": "EdgeList", "edges": [{'),
    interrupt: () => rm(path, { force: true }),
    resume: write,
    callerOf: from => (from._tag === 'Named' ? from.name : JSON.stringify(from.labels)),
    now: Date.now,
    wait: () => new Promise(resolve => setTimeout(resolve, 40)),
    close: () => rm(folder, { recursive: true, force: true })
  };
};

for (const { check, name } of edgeSourceConformance(newRig))
  test(name, async () => {
    expect(await check()).toBeUndefined();
  });
