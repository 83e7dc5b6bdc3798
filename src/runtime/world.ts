/** What the loop is put together from, and what of it a decision may use. */
import type { Channel } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { KeptFile, MessageWithFile } from '../conversation/message.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { Invite } from '../conversation/turn/counter.ts';
import type { World } from '../decisions/decision.ts';
import type { Log } from '../log.ts';
import type { Payments } from '../payments/port.ts';
import type { Store } from '../store/port.ts';
import type { BlackBox } from './black-box.ts';
import type { StaffJobs } from './jobs.ts';

export interface RuntimeParts {
  readonly store: Store;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly payments: Payments;
  /** The provider does not accept the shop's credentials: what goes through it is not offered meanwhile. */
  readonly providerRefuses: () => boolean;
  readonly files: ShopFiles;
  /** Removes all that the data hold of whoever has this conversation. */
  readonly erasePerson: (conversationId: string) => Promise<void>;
  /**
   * Brings and keeps a file that a channel still has, where it is wanted at the end; null where there is nothing to keep.
   * Rejects where it is worth another try.
   */
  readonly fetchFile: (message: MessageWithFile, isWanted: () => boolean) => Promise<KeptFile | null>;
  /** What helpers of the shop want looked up. */
  readonly staff: StaffJobs;
  readonly notificationUrl: string | null;
  readonly returnUrl: string | null;
  readonly clock: Clock;
  readonly newId: (length: number) => string;
  /** SHA-256, in hexadecimal. */
  readonly digest: (text: string) => string;
  /** 0..1 */
  readonly chance: () => number;
  readonly blackBox: BlackBox;
  /** A message older than this, in ms, is kept but not answered by itself. */
  readonly answerWithinMs: number;
  /** How long the program stays silent after the last message of a person of the shop, in ms. */
  readonly takeoverMs: number;
  readonly log: Log;
}

/** `files`: those that count now. */
export function worldOf(parts: RuntimeParts, files: ShopFiles): World {
  const { clock, payments, newId, digest, answerWithinMs, takeoverMs, returnUrl, channels } = parts;
  return {
    files,
    now: clock.now(),
    live: payments.live,
    newId,
    digest,
    answerWithinMs,
    takeoverMs,
    publicUrl: returnUrl,
    invites: (words) => invitesOf(channels, words),
    asOne: (channel) => channels.get(channel)?.asOne ?? false,
  };
}

function invitesOf(channels: ReadonlyMap<string, Channel>, words: string): readonly Invite[] {
  return [...channels].flatMap(([channel, { invite }]) => {
    const url = invite?.(words) ?? null;
    return url === null ? [] : [{ channel, url }];
  });
}
