import type { Log } from '../log/Log.js';
import type { Candidate, Plan } from './Candidate.js';
import type { Outcome } from './hear.js';

const done: Readonly<Record<Plan, string>> = {
  read: 'read',
  renew: 'renewed',
  take: 'taken',
  release: 'given back',
  rest: 'read'
};

const consequence = (plan: Plan): string =>
  plan === 'release' ? 'others have to wait until it has run out' : 'it is tried again';

const failed = (log: Log, { plan, trouble }: Candidate, why: string): void => {
  const words = `the lease cannot be ${done[plan]}: ${why}; ${consequence(plan)}`;
  if (trouble === why) log.debug(words);
  else log.warn(words);
};

const succeeded = (log: Log, { identity, plan, seen }: Candidate, after: Candidate): void => {
  const { holder, lease } = after.seen ?? {};
  if (plan === 'release') log.info('the lease is given back');
  else if (lease === undefined && seen?.lease !== undefined)
    log.warn(
      'the lease has been deleted: its holder makes it anew, or somebody else does when it has run out'
    );
  else if (lease !== undefined && holder !== seen?.holder && holder !== identity && holder !== '')
    log.info(`${holder} leads`, { leader: holder });
};

/** Tells a log what came of a request. What happens every other second is worth a line only when it is new. */
export const narrate = (log: Log, before: Candidate, after: Candidate, outcome: Outcome): void => {
  if (outcome._tag === 'Failure') {
    failed(log, before, outcome.why);
    return;
  }
  if (before.trouble !== undefined && after.trouble === undefined) log.info('the lease can be used again');
  if (outcome._tag === 'Conflict')
    log.debug(`the lease could not be ${done[before.plan]}: somebody was faster`);
  else succeeded(log, before, after);
};
