import { compile, decodeObjects } from '@meshfence/core';
import type { JsonObject } from '@meshfence/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describe } from '../../src/apply/Action.js';
import type { Action } from '../../src/apply/Action.js';
import { decideFence } from '../../src/apply/decideFence.js';
import type { FenceView } from '../../src/apply/FenceView.js';
import { desiredOf } from '../../src/compile/Desired.js';
import { fullForm } from '../../src/discovery/statusForm.js';
import { toLiveFence, toLiveSidecar } from '../../src/observe/Live.js';
import type { LiveFence, LiveSidecar } from '../../src/observe/Live.js';
import type { Owner } from '../../src/observe/Owner.js';
import { fence, sidecar } from '../observe/objects.js';

const call = {
  apiVersion: 'meshfence.io/v1alpha1',
  kind: 'EdgeList',
  metadata: { name: 'observed' },
  edges: [{ from: 'shop/web', to: 'cart.shop.svc.cluster.local', evidence: [{ source: 'als' }] }]
};

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'cart' },
  spec: { ports: [{ name: 'http', port: 80 }] }
};

const learner = fence('web', 3, { enable: true }, { status: {} });
const plan = desiredOf(compile(decodeObjects([learner as JsonObject, service, call]).value).value);

const liveFence = toLiveFence(learner);
const ours = (name: string, more: Partial<LiveSidecar> = {}): LiveSidecar => ({
  ...toLiveSidecar(sidecar(name, 5)),
  owner: 'meshfence',
  ...more
});

/** A fence that has just learned a call, with a Sidecar that does not know of it yet. */
const view = (more: Partial<FenceView> = {}): FenceView => ({
  namespace: 'shop',
  name: 'web',
  fence: plan.fences.get('shop/web'),
  isObsolete: false,
  status: plan.statuses.get('shop/web')?.status,
  sidecar: plan.sidecars.get('shop/web'),
  liveFence,
  liveSidecar: ours('web'),
  rivals: [],
  conditions: live => live,
  form: fullForm,
  fenceVersion: 'microservice.slime.io/v1alpha1',
  sidecarVersion: 'networking.istio.io/v1',
  isApplied: () => false,
  ...more
});

const inWords = (actions: ReadonlyArray<Action>): ReadonlyArray<string> => actions.map(describe);

test('what was learned is in the status before it is in the Sidecar', () => {
  const actions = decideFence(view());
  expect(inWords(actions)).toEqual(['status ServiceFence shop/web', 'apply Sidecar shop/web']);
  expect(JSON.stringify(actions[0])).toContain('cart.shop.svc.cluster.local');
});

test('a Sidecar that is in the way of a new one goes before it comes, and after the status', () => {
  const rivals = [{ namespace: 'shop', name: 'old', live: ours('old') }];
  expect(inWords(decideFence(view({ liveSidecar: undefined, rivals })))).toEqual([
    'status ServiceFence shop/web',
    'delete Sidecar shop/old',
    'apply Sidecar shop/web'
  ]);
});

test('beside a Sidecar in the way that is not ours to delete, or has not gone yet, there is no second one', () => {
  for (const live of [
    ours('old', { owner: 'other' }),
    ours('old', { owner: 'labelled' }),
    ours('old', { deleting: true })
  ])
    expect(inWords(decideFence(view({ rivals: [{ namespace: 'shop', name: 'old', live }] })))).toEqual([
      'status ServiceFence shop/web'
    ]);
});

test('of a fence that the plan does not know yet, the Sidecar stays', () => {
  const newer = { fence: undefined, status: undefined, sidecar: undefined };
  expect(decideFence(view(newer))).toEqual([]);
});

test('of an automatic fence that is obsolete, the Sidecar goes first: it would else be nobody’s', () => {
  expect(inWords(decideFence(view({ isObsolete: true, fence: undefined })))).toEqual([
    'delete Sidecar shop/web',
    'delete ServiceFence shop/web'
  ]);
});

test('of a fence that has gone, ours goes, and of one that is going nothing is written', () => {
  const gone = { fence: undefined, status: undefined, sidecar: undefined, liveFence: undefined };
  expect(inWords(decideFence(view(gone)))).toEqual(['delete Sidecar shop/web']);
  expect(decideFence(view({ liveFence: { ...liveFence, deleting: true } }))).toEqual([]);
});

test('a Sidecar for a fence of the same name that has gone is not written for the new one', () => {
  const other = { ...liveFence, uid: 'another' };
  expect(inWords(decideFence(view({ liveFence: other })))).toEqual(['status ServiceFence shop/web']);
});

const owner = fc.constantFrom<Owner>('meshfence', 'labelled', 'slime', 'other');
const liveSidecar = (name: string): fc.Arbitrary<LiveSidecar> =>
  fc
    .record({ owner, deleting: fc.boolean(), version: fc.nat(99) })
    .map(({ deleting, owner: whose, version }) =>
      ours(name, { deleting, owner: whose, resourceVersion: String(version) })
    );

const anyFence: fc.Arbitrary<LiveFence> = fc
  .record({ deleting: fc.boolean(), uid: fc.constantFrom('uid-web', 'another') })
  .map(more => ({ ...liveFence, ...more }));

const maybe = <A>(arbitrary: fc.Arbitrary<A>) => fc.option(arbitrary, { nil: undefined });

const anyView: fc.Arbitrary<FenceView> = fc
  .record({
    isKnown: fc.boolean(),
    isObsolete: fc.boolean(),
    isDesired: fc.boolean(),
    liveFence: maybe(anyFence),
    liveSidecar: maybe(liveSidecar('web')),
    rival: maybe(liveSidecar('old'))
  })
  .map(({ isDesired, isKnown, rival, ...more }) =>
    view({
      ...more,
      fence: isKnown ? plan.fences.get('shop/web') : undefined,
      sidecar: isKnown && isDesired ? plan.sidecars.get('shop/web') : undefined,
      rivals: rival === undefined ? [] : [{ namespace: 'shop', name: 'old', live: rival }]
    })
  );

const at = (actions: ReadonlyArray<Action>, words: string): number => inWords(actions).indexOf(words);

test('whatever is live: versions are kept to, others’ objects are not touched, and statuses come first', () => {
  fc.assert(
    fc.property(anyView, given => {
      const actions = decideFence(given);
      const [rival] = given.rivals;
      const known = {
        'Sidecar/web': given.liveSidecar,
        'Sidecar/old': rival?.live,
        'ServiceFence/web': given.liveFence
      };
      for (const { live, target, verb } of actions) {
        expect(live).toBe(known[`${target.kind}/${target.name}` as keyof typeof known]);
        expect(live?.deleting ?? false).toBe(false);
        if (target.kind !== 'Sidecar' || live === undefined) continue;
        const { owner: whose } = live as LiveSidecar;
        expect(whose).not.toBe('other');
        if (verb === 'delete') expect(whose).not.toBe('labelled');
      }
      const [status, change] = [
        at(actions, 'status ServiceFence shop/web'),
        at(actions, 'apply Sidecar shop/web')
      ];
      if (change >= 0) {
        expect(status).toBe(0);
        expect(given.liveFence?.uid).toBe('uid-web');
        expect(at(actions, 'delete Sidecar shop/old')).toBeLessThan(change);
      }
    })
  );
});
