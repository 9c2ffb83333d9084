import { expect, test } from 'vitest';
import { explain } from '../../../src/explain/explain.js';
import type { Statement, Testimony } from '../../../src/explain/Testimony.js';
import type { Json, JsonObject } from '../../../src/model/Json.js';
import { compiled } from '../given/compiled.js';
import { edges, fence, pod, service } from '../given/objects.js';

const testimony = (objects: ReadonlyArray<Json>, host?: string, name = 'web'): Testimony | undefined => {
  const { mesh, plan } = compiled([fence('shop/web'), service('shop/cart'), ...objects]);
  return explain(mesh, plan, { namespace: 'shop', name }, host)?.testimony;
};
const statements = (...given: Parameters<typeof testimony>): ReadonlyArray<Statement> =>
  testimony(...given)?.sources ?? [];

const at = (second: number): string => `1970-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const saw = (source: string, second: number): JsonObject => ({ source, lastSeen: at(second) });
const watching: JsonObject = { name: 'als', direct: true, windows: [{ from: at(1) }] };
const heard = (from: Json, second: number, ...unlearned: ReadonlyArray<JsonObject>): JsonObject => ({
  source: 'als',
  from,
  lastHeard: at(second),
  unlearned
});
const unlearned = (to: string | undefined, count: number, second: number, why = 'unreached'): JsonObject => ({
  ...(to === undefined ? {} : { to }),
  why,
  count,
  lastSeen: at(second)
});

test('where nothing is said of sources, evidence is somebody’s word and no testimony', () => {
  expect(testimony([edges([{ from: 'shop/web', to: 'cart', evidence: [saw('als', 2)] }])])).toBeUndefined();
});

test('a source that watches says since when, and whether it sees direct calls', () => {
  const windows = [{ from: at(1), to: at(2) }, { from: at(3) }];
  const [als, prometheus] = statements([
    edges(
      [],
      [
        { name: 'prometheus', windows },
        { ...watching, windows }
      ]
    )
  ]);
  expect(als).toMatchObject({ source: 'als', direct: true, since: 3000, until: undefined });
  expect(prometheus).toMatchObject({ source: 'prometheus', direct: false, since: 3000 });
});

test('a source that does not watch says until when it did, if it did', () => {
  const windows = [
    { from: at(3), to: at(4) },
    { from: at(1), to: at(2) }
  ];
  const [before, never] = statements([edges([], [{ name: 'a', windows }, { name: 'b' }])]);
  expect(before).toMatchObject({ since: undefined, until: 4000 });
  expect(never).toMatchObject({ direct: false, since: undefined, until: undefined });
});

test('what stands twice under one name is one source: the part of it that watches counts', () => {
  const closed = { name: 'als', direct: true, windows: [{ from: at(1), to: at(9) }] };
  const open = { name: 'als', windows: [{ from: at(5) }] };
  expect(statements([edges([], [closed, open])])).toMatchObject([{ direct: false, since: 5000 }]);
});

test('of several that watch under one name it is said since when the first does', () => {
  const since = (second: number) => ({ name: 'als', windows: [{ from: at(second) }] });
  expect(statements([edges([], [since(5), since(3)])])).toMatchObject([{ since: 3000 }]);
});

test('a destination counts once, whatever its port', () => {
  const list = edges(
    [80, 81].map(port => ({ from: 'shop/web', to: 'cart', port, evidence: [saw('als', 2)] })),
    [watching]
  );
  expect(statements([list])[0]?.calls.destinations).toBe(1);
});

test('a source that is only named in evidence or hearings is one, too', () => {
  const list = edges(
    [{ from: 'shop/web', to: 'cart', evidence: [saw('manual', 2)] }],
    [],
    [{ ...heard('shop/other', 3), source: 'als' }]
  );
  expect(statements([list]).map(({ direct, lastHeard, source }) => [source, direct, lastHeard])).toEqual([
    ['als', undefined, undefined],
    ['manual', undefined, 2000]
  ]);
});

test('calls are those of the workload, by name and by the labels of its pods', () => {
  const list = edges(
    [
      { from: 'shop/web', to: 'cart', evidence: [saw('als', 2), saw('prometheus', 9)] },
      { from: { namespace: 'shop', labels: { app: 'web', v: '1' } }, to: 'a.b', evidence: [saw('als', 4)] },
      { from: 'shop/other', to: 'c.d', evidence: [saw('als', 5)] },
      { from: 'test/web', to: 'e.f', evidence: [saw('als', 6)] }
    ],
    [watching]
  );
  expect(statements([list])[0]).toMatchObject({
    lastHeard: 4000,
    calls: { destinations: 2, lastSeen: 4000 }
  });
});

test('hearings are attributed like calls', () => {
  const owner = {
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'front', uid: 'u' }]
  };
  const front: JsonObject = {
    ...pod('shop/front-0', { app: 'web' }),
    metadata: { namespace: 'shop', name: 'front-0', labels: { app: 'web' }, ...owner }
  };
  const list = edges(
    [],
    [watching],
    [
      heard('shop/front', 5),
      heard('shop/other', 8),
      heard('test/web', 9),
      heard({ namespace: 'shop', labels: { app: 'web' } }, 4)
    ]
  );
  expect(statements([list, front])[0]).toMatchObject({ lastHeard: 5000, calls: { destinations: 0 } });
});

test('evidence without a time is a call at no known time', () => {
  const list = edges([{ from: 'shop/web', to: 'cart', evidence: [{ source: 'als' }] }], [watching]);
  expect(statements([list])[0]).toMatchObject({
    lastHeard: undefined,
    calls: { destinations: 1, lastSeen: undefined }
  });
});

test('what was not learned is told once for each reason and destination, the latest first, in words', () => {
  const hearings = [
    heard('shop/web', 9, unlearned('a.b', 2, 3), unlearned('a.b', 1, 4, 'blocked')),
    heard(
      { namespace: 'shop', labels: { app: 'web' } },
      9,
      unlearned('a.b', 5, 6),
      unlearned('c.d', 1, 5, 'x')
    )
  ];
  expect(statements([edges([], [watching], hearings)])[0]?.calls.unlearned).toEqual([
    { why: 'unreached', because: 'no upstream was reached', to: 'a.b', count: 7, lastSeen: 6000 },
    { why: 'x', because: 'x', to: 'c.d', count: 1, lastSeen: 5000 },
    { why: 'blocked', because: 'the proxy did not let the call out', to: 'a.b', count: 1, lastSeen: 4000 }
  ]);
});

test.each(['cart', 'cart.shop:80', 'CART', '10.0.0.1'])('calls to the host are found by any name: %s', to => {
  const cart = service('shop/cart', { clusterIP: '10.0.0.1' });
  const list = edges(
    [
      { from: 'shop/web', to, evidence: [saw('als', 2)] },
      { from: 'shop/web', to: 'other', evidence: [saw('als', 7)] }
    ],
    [watching],
    [heard('shop/web', 8, unlearned('other', 1, 8), unlearned(undefined, 1, 8), unlearned(to, 1, 3))]
  );
  const [als] = statements([list, cart], 'cart.shop');
  expect(als?.calls).toMatchObject({ destinations: 2, lastSeen: 7000 });
  expect(als?.toHost).toMatchObject({ destinations: 1, lastSeen: 2000 });
  expect(als?.toHost?.unlearned.map(each => [each.to, each.lastSeen])).toEqual([
    [to, 3000],
    [undefined, 8000]
  ]);
});

test('a host that is no host, or an address of nobody, is found as it was called', () => {
  const list = edges(
    [],
    [watching],
    [
      heard(
        'shop/web',
        8,
        unlearned('a_b.c', 1, 3),
        unlearned('10.9.9.9:80', 1, 4),
        unlearned('[fd00::9]:80', 1, 5)
      )
    ]
  );
  const whereTo = (host: string) => statements([list], host)[0]?.toHost?.unlearned.map(({ to }) => to);
  expect(whereTo('a_b.c')).toEqual(['a_b.c']);
  expect(whereTo('10.9.9.9')).toEqual(['10.9.9.9:80']);
  expect(whereTo('fd00::9')).toEqual(['[fd00::9]:80']);
});

test('who asks for a wildcard or a namespace asks for all that is under it', () => {
  const list = edges(
    [
      { from: 'shop/web', to: 'x.example.com', evidence: [saw('als', 2)] },
      { from: 'shop/web', to: 'cart', evidence: [saw('als', 3)] }
    ],
    [watching]
  );
  expect(statements([list], '*.example.com')[0]?.toHost?.lastSeen).toBe(2000);
  expect(statements([list], 'shop/*')[0]?.toHost?.lastSeen).toBe(3000);
});

test('who asks for no host is told of none', () => {
  expect(statements([edges([], [watching])])[0]?.toHost).toBeUndefined();
});

test('the time is that of the mesh', () => {
  expect(testimony([edges([], [watching])])?.now).toBeUndefined();
  const { mesh, plan } = compiled([fence('shop/web'), edges([], [watching])], at(9));
  expect(explain(mesh, plan, { namespace: 'shop', name: 'web' })?.testimony?.now).toBe(9000);
});
