/** The seller hears of a channel that does not work, once, and of its recovery. */
import { expect, test } from 'vitest';
import { StillClock } from '../../test/stand-ins/still-clock.ts';
import type { Channel } from '../channels/port.ts';
import type { ChannelNews } from '../conversation/channel-news.ts';
import { watchChannels } from './channel-watch.ts';

const MINUTE_MS = 60_000;
const NOTHING = async (): Promise<void> => {};

function watched(told: readonly string[] = []) {
  let ok = true;
  const channel: Channel = {
    name: 'telegram',
    delivery: 'sent',
    start: async () => {},
    send: async () => ({ sent: true, refs: [] }),
    health: () => ({ ok, words: ok ? 'receiving' : 'token refused' }),
    stop: async () => {},
  };
  const clock = new StillClock(0);
  const heard: ChannelNews['what'][] = [];
  const end = watchChannels(new Map([['telegram', channel]]), clock, new Set(told), (news) => heard.push(news.what));
  return { clock, heard, end, works: (yes: boolean) => (ok = yes) };
}

test('a hiccup is no news; five minutes are, once', async () => {
  const { clock, heard, works } = watched();
  works(false);
  await clock.advance(3 * MINUTE_MS, NOTHING);
  works(true);
  await clock.advance(MINUTE_MS, NOTHING);
  works(false);
  await clock.advance(5 * MINUTE_MS, NOTHING);
  expect(heard).toEqual([]);
  await clock.advance(30 * MINUTE_MS, NOTHING);
  expect(heard).toEqual(['down']);
  works(true);
  await clock.advance(MINUTE_MS, NOTHING);
  expect(heard).toEqual(['down', 'up']);
});

test('what was told before a restart is taken back when the channel works', async () => {
  const { clock, heard, end } = watched(['telegram']);
  await clock.advance(MINUTE_MS, NOTHING);
  expect(heard).toEqual(['up']);
  end();
  await clock.advance(30 * MINUTE_MS, NOTHING);
  expect(heard).toEqual(['up']);
});
