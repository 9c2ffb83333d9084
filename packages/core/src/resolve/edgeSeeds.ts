import { report } from '../diagnostic/Diagnostic.js';
import type { Diagnostic } from '../diagnostic/Diagnostic.js';
import { inObject } from '../diagnostic/Place.js';
import type { Diagnosed } from '../Diagnosed.js';
import type { DomainState, Fence } from '../model/Fence.js';
import type { Host } from '../model/Host.js';
import * as Instant from '../model/Instant.js';
import type { Reason } from '../model/Reason.js';
import type { Refused } from './admission.js';
import type { Context } from './Context.js';
import { inDenyRule } from '../diagnostic/inConfig.js';
import type { LearnedStates } from './expiry/learnedStates.js';
import type { Learned } from './learn/Learned.js';
import { plain } from './Seed.js';
import type { Seed } from './Seed.js';

const reasonFor = ({ host, sources, firstSeen, lastSeen, value }: Learned, state: DomainState): Reason => ({
  kind: 'edge',
  destination: host,
  sources,
  firstSeen,
  lastSeen,
  count: value,
  state: state === 'EXPIREWAIT' ? 'EXPIREWAIT' : 'ACTIVE'
});

const refusedEdge = ({ index }: Context, fence: Fence, host: Host, refused: Refused): Diagnostic =>
  refused._tag === 'Denied'
    ? report('host-denied', { host, rule: refused.rule }, [
        inObject('ServiceFence', fence),
        ...inDenyRule(index.mesh.config, refused.rule)
      ])
    : report('host-invisible', { host, namespace: fence.meta.namespace }, [inObject('ServiceFence', fence)]);

/** What the status remembers may be later: a call that was seen where calls to the host lead. */
const expired = (
  fence: Fence,
  { host, lastSeen }: Learned,
  remembered: Instant.Instant | undefined
): Diagnostic => {
  const since =
    lastSeen === undefined
      ? 'it has not been called for long'
      : `last called ${Instant.show(Math.max(lastSeen, remembered ?? lastSeen))}`;
  return report('host-expired', { host, since }, [inObject('ServiceFence', fence)]);
};

/** The learned hosts that may enter the scope, with their states; those that have expired stay for the status. */
export const edgeSeeds = (
  context: Context,
  fence: Fence,
  learned: ReadonlyArray<Learned>,
  { lastSeen, states }: Pick<LearnedStates, 'lastSeen' | 'states'>
): Diagnosed<ReadonlyArray<Seed>> => {
  const diagnostics: Diagnostic[] = [];
  const seeds = learned.flatMap((each): ReadonlyArray<Seed> => {
    const refused = context.admission.ofHost(each.host, fence.meta.namespace);
    const state = states.get(each.host) ?? 'ACTIVE';
    if (refused !== undefined) diagnostics.push(refusedEdge(context, fence, each.host, refused));
    if (state === 'EXPIRE') diagnostics.push(expired(fence, each, lastSeen[each.host]));
    return refused === undefined
      ? [{ host: each.host, form: plain, reason: reasonFor(each, state), state, inStatus: true }]
      : [];
  });
  return { value: seeds, diagnostics };
};
