import { setTimeout as sleep } from 'node:timers/promises';
import { emptyBook } from '@meshfence/core';
import type { Caller } from '@meshfence/core';
import { edgeSourceConformance } from '@meshfence/test-kit';
import type { EdgeSourceRig, ShownCall } from '@meshfence/test-kit';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { accessLogSource } from '../src/accessLogSource.js';
import { Proxy } from './support/client.js';
import type { Sender } from './support/client.js';
import { encodeMessage, http, httpMessage, identifier } from './support/envoy.js';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };

const seconds = (): object => ({ start_time: { seconds: Math.floor(Date.now() / 1000) }, duration: {} });

const callerOf = (from: Caller): string => (from._tag === 'Named' ? from.name : (from.labels['app'] ?? ''));

/** Sidecars of workloads, each with a stream that it keeps, and opens again where it has ended. */
const newSidecars = (portOf: () => number | undefined) => {
  const streams = new Map<string, Sender>();
  let proxy: Proxy | undefined;
  let port: number | undefined;
  /** A receiver that is started again listens elsewhere. */
  const proxyNow = (): Proxy => {
    if (proxy === undefined || port !== portOf()) {
      proxy?.close();
      port = portOf();
      proxy = new Proxy(port ?? 0);
    }
    return proxy;
  };
  const streamOf = (key: string): Sender => {
    const known = streams.get(key);
    if (known !== undefined) return known;
    const stream = proxyNow().open();
    streams.set(key, stream);
    void stream.ended.then(() => streams.delete(key));
    stream.send(encodeMessage({ identifier: identifier(key) }));
    return stream;
  };
  return {
    send: (key: string, message: Uint8Array) => streamOf(key).send(message),
    leave: async () => {
      for (const each of streams.values()) each.close();
      await Promise.all([...streams.values()].map(({ ended }) => ended));
      streams.clear();
      proxy?.close();
      proxy = undefined;
    }
  };
};

/** The world is there while sidecars may report; what they see while they may not is lost, as it is with Envoy. */
const rig = (): Promise<EdgeSourceRig> => {
  const source = accessLogSource(
    { address: '127.0.0.1', port: 0, globalSidecars: () => [], batches: { every: 5 } },
    { book: () => emptyBook, now: Date.now, registry: new Registry(), log: silent }
  );
  const sidecars = newSidecars(() => source.port());
  let isAway = false;
  let isSpoilt = false;
  const spoil = (key: string): void => {
    sidecars.send(key, Buffer.from('nonsense'));
    sidecars.send(
      key,
      httpMessage([{}, http('no host'), http('details', { upstream_remote_address: null })])
    );
  };
  const showOne = ({ caller, namespace, to }: ShownCall): void => {
    const key = `${namespace}/${caller}`;
    if (isSpoilt) spoil(key);
    sidecars.send(key, httpMessage([http(to, seconds())]));
  };
  return Promise.resolve({
    source,
    witness: source.name,
    show: calls => {
      if (!isAway && source.port() !== undefined) calls.forEach(showOne);
      return Promise.resolve();
    },
    miss: ({ caller, namespace, to }) => {
      const entry = http(to, { ...seconds(), upstream_remote_address: null });
      sidecars.send(`${namespace}/${caller}`, httpMessage([entry]));
      return Promise.resolve();
    },
    spoil: () => {
      isSpoilt = true;
      return Promise.resolve();
    },
    interrupt: () => {
      isAway = true;
      return sidecars.leave();
    },
    resume: () => {
      isAway = false;
      return Promise.resolve();
    },
    callerOf,
    now: Date.now,
    wait: () => sleep(20),
    close: () => sidecars.leave()
  });
};

test.each(edgeSourceConformance(rig).map(({ check, name }) => [name, check] as const))(
  'as of every source: %s',
  async (_name, check) => {
    expect(await check()).toBeUndefined();
  }
);
