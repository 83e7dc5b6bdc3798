/**
 * Whether the channels work, looked at every minute: one that has not for some minutes becomes news, so that the
 * seller hears of it, and so does its recovery. A hiccup is nobody's business.
 */
import type { Channel, Note } from '../channels/port.ts';
import type { Clock } from '../clock.ts';

const LOOK_EVERY_MS = 60_000;
/** A restart of a channel, with its patience, takes less; a seller who loses orders wants to know before a quarter of an hour. */
const DOWN_AFTER_MS = 5 * 60_000;

/** `told`: channels that the seller knows to be down, from before this process. The answer ends it. */
export function watchChannels(
  channels: ReadonlyMap<string, Channel>,
  clock: Clock,
  told: ReadonlySet<string>,
  note: (news: Parameters<Note>[0]) => void,
): () => void {
  const downSince = new Map<string, number>();
  const known = new Set(told);
  const look = (): void => {
    const now = clock.now();
    for (const [name, channel] of channels) {
      const { ok, words } = channel.health();
      const news = { channel: name, account: '', id: `${name}:${now}`, at: now };
      if (ok) {
        downSince.delete(name);
        if (known.delete(name)) note({ ...news, what: 'up' });
        continue;
      }
      const since = downSince.get(name) ?? now;
      downSince.set(name, since);
      if (now - since < DOWN_AFTER_MS || known.has(name)) continue;
      known.add(name);
      note({ ...news, what: 'down', words });
    }
  };
  let cancel = (): void => {};
  const again = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      look();
      again();
    });
  };
  // The web chat is the shop's own door: while the shop runs, it works.
  if ([...channels.values()].some(({ delivery }) => delivery === 'sent')) again();
  return () => cancel();
}
