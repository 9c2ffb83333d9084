import { edgeSourceConformance } from '@meshfence/test-kit';
import { expect, test } from 'vitest';
import { memoryRig } from './MemoryRig.js';
import type { Fault } from './World.js';

/** With which words a source fails the clauses whose names begin so. */
const failures = async (fault?: Fault, clause = ''): Promise<ReadonlyArray<string>> => {
  const clauses = edgeSourceConformance(() => Promise.resolve(memoryRig(fault)));
  const results = await Promise.all(
    clauses
      .filter(({ name }) => name.startsWith(clause))
      .map(({ check }) => check().catch((error: unknown) => String(error)))
  );
  return results.filter(why => why !== undefined);
};

test('a source that does everything right passes every clause', async () => {
  expect(await failures()).toEqual([]);
});

const outage = 'an outage ends the window, and what comes later is told';
const restart = 'a stopped source is silent, and goes on when it is started again';

const hearing = 'it can say whom it has heard of';
const trouble = 'it says what is wrong';

const faults: ReadonlyArray<readonly [Fault, string, RegExp]> = [
  ['takes everybody for web', 'each call is told', /told was shop\/web/],
  ['sees only the last caller of a host', 'the order of calls', /^shown was/],
  ['invents a call when it sees one again', 'calls that are made again', /told was .*nobody/],
  ['tells what is no call', 'what is no call', /told was .*nobody/],
  ['knows the future', 'each call is told', /^the evidence of an edge is not sound/],
  ['is somebody else', 'each call is told', /^the evidence of an edge is not sound/],
  ['watches during an outage', outage, /^a window stays open, though the source can see nothing$/],
  ['never watches again', outage, /^it does not watch again after an outage$/],
  ['claims to have watched all the time', outage, /^a window covers an outage$/],
  ['needs the world to start', 'a source starts though nothing can be seen', /nobody is there/],
  ['watches during an outage', 'a source starts though nothing can be seen', /^it claims to watch/],
  ['tells after its stop', restart, /^something is told after the stop$/],
  ['watches after its stop', restart, /^a window is open after the stop$/],
  ['tells nothing when started again', restart, /^what is shown after a restart is never told$/],
  ['ends when a sink fails', 'a sink that fails', /^what is shown after a sink has failed is never told$/],
  ['sees no more when a sink is slow', 'a slow sink', /^what is shown to a slow sink is never told$/],
  ['hears of nobody who loses nothing', hearing, /^somebody whose calls are shown was not heard of$/],
  ['does not say what is lost', hearing, /^it does not say why shop\/web -> lost\.shop/],
  ['learns what is lost', hearing, /lost\.shop\.svc\.cluster\.local is learned$/],
  ['has heard it tomorrow', hearing, /^what it has heard is not sound/],
  ['is always content', trouble, /^it says that all is well, though it can see nothing$/],
  ['complains in new words each time', trouble, /^it says the same trouble in other words$/],
  ['complains for ever', trouble, /^it still says, though it can see: Nobody is there\.$/]
];

test.each(faults)('a source that %s fails: %s', async (fault, clause, why) => {
  const [words = 'it did not fail'] = await failures(fault, clause);
  expect(words).toMatch(why);
});
