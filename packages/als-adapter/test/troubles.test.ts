import { expect, test } from 'vitest';
import { troublesOf } from '../src/measure/troubles.js';
import type { Standing } from '../src/measure/troubles.js';
import { newPresence } from '../src/receive/Presence.js';
import { http, httpMessage, identifier } from './support/envoy.js';
import { now, open } from './support/given.js';

const sound: Standing = {
  now,
  full: { perCaller: undefined, total: undefined, callers: undefined },
  isSilent: false,
  isHolding: false,
  complaint: undefined
};

const troubles = (more: Partial<Standing>): string => troublesOf({ ...sound, ...more }).join(' ');

test('where nothing is wrong, nothing is said', () => {
  expect(troublesOf(sound)).toEqual([]);
});

test('whoever knows what is wrong is told what to do', () => {
  expect(troubles({ isSilent: true })).toMatch(
    /^No proxy sends its access log\. See that what install prints/
  );
  expect(troubles({ isHolding: true })).toMatch(/^Access logs wait/);
  expect(troubles({ complaint: 'ENOENT: tls.crt' })).toMatch(/until they expire: ENOENT: tls\.crt\.$/);
});

test('of a bound that is reached it is said which option raises it, for a while', () => {
  const { full } = sound;
  const tenMinutes = 600_000;
  expect(troubles({ full: { ...full, perCaller: now - tenMinutes + 1 } })).toMatch(/--most-edges-per-caller/);
  expect(troubles({ full: { ...full, total: now - tenMinutes + 1 } })).toMatch(/Raise --most-edges\.$/);
  expect(troubles({ full: { ...full, callers: now - tenMinutes + 1 } })).toMatch(/Run more receivers/);
  const past = now - tenMinutes;
  expect(troubles({ full: { perCaller: past, total: past, callers: past } })).toBe('');
});

test('proxies are missed where none has ever reported, and some time after the last has left', () => {
  const presence = newPresence(100);
  expect(presence.isMissed(0)).toBe(true);
  presence.be(true, 10);
  expect(presence.isMissed(1000)).toBe(false);
  presence.be(false, 1000);
  presence.be(false, 1050);
  expect([presence.isMissed(1099), presence.isMissed(1100)]).toEqual([false, true]);
  presence.be(true, 1200);
  expect(presence.isMissed(2000)).toBe(false);
});

test('a receiver says what is wrong while it runs', async () => {
  const { proxy, source } = await open({ settings: { bounds: { perCaller: 1 } } });
  expect(source.troubles()).toEqual([expect.stringContaining('No proxy sends its access log.')]);
  const stream = proxy.open();
  stream.send(httpMessage([http('details')], identifier('shop/web')));
  await expect.poll(() => source.troubles()).toEqual([]);
  stream.send(httpMessage([http('reviews')]));
  await expect.poll(() => source.troubles()).toEqual([expect.stringContaining('--most-edges-per-caller')]);
  await source.stop();
  expect(source.troubles()).toEqual([]);
});

test('while nobody takes calls, it says so', async () => {
  let release: () => void = () => undefined;
  const slow = new Promise<void>(resolve => (release = resolve));
  const { proxy, source } = await open({
    settings: { batches: { every: 5, most: 1 } },
    observed: () => slow
  });
  const stream = proxy.open();
  for (const name of ['details', 'reviews', 'ratings'])
    stream.send(httpMessage([http(name)], identifier('shop/web')));
  await expect.poll(() => source.troubles()).toEqual([expect.stringContaining('Access logs wait')]);
  release();
  await expect.poll(() => source.troubles()).toEqual([]);
});
