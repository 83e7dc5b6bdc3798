/**
 * The chats that wrote to the shop. One customer has up to two addresses, her number and a hidden id, and may change
 * between them at any time: she stays one chat, named as she was met first, and is answered where she wrote last.
 */
import { z } from 'zod';
import { SILENT_MS } from './limits.ts';

const chat = z.object({
  /** By which the shop knows it. */
  id: z.string(),
  addresses: z.array(z.string()).min(1),
  /** Where she wrote last. */
  answerTo: z.string(),
  /** When, ms since the epoch; null: not yet. */
  wroteAt: z.number().nullable(),
  /** Up to here a look through the chat missed nothing, in seconds; null: it was not looked through. */
  lookedTo: z.number().nullable(),
  /** The oldest message that the shop could not keep, in seconds. */
  behind: z.number().nullable(),
});
export type Chat = z.infer<typeof chat>;

export const chatList = z.object({ list: z.array(chat) });

/** A person's address, and neither a group, a status, a newsletter nor WhatsApp's own account. */
const PERSON = /^(?!0@)[0-9]{1,20}(?::[0-9]+)?@(c\.us|lid)$/;

export function isPerson(address: string): boolean {
  return PERSON.test(address);
}

export interface Chats {
  readonly list: readonly Chat[];
}

export function chatAt({ list }: Chats, address: string): Chat | null {
  return list.find(({ addresses }) => addresses.includes(address)) ?? null;
}

/** By the name that the shop has for it: also where that chat turned out to be another one's, of which its name is an address. */
export function chatNamed(chats: Chats, id: string): Chat | null {
  return chats.list.find((one) => one.id === id) ?? chatAt(chats, id);
}

export interface Met {
  readonly chats: Chats;
  readonly chat: Chat;
  /** Was taken for another customer's, and is hers: it is one with `chat` now. */
  readonly same: Chat | null;
}

/** The chat of these addresses, all of one customer; the first is where she is now. */
export function met(chats: Chats, addresses: readonly [string, ...string[]]): Met {
  const [address] = addresses;
  const [known, same = null] = [...new Set(addresses.flatMap((one) => chatAt(chats, one) ?? []))];
  if (!known) {
    const fresh: Chat = { id: address, addresses: [...addresses], answerTo: address, wroteAt: null, lookedTo: null, behind: null };
    return { chats: { list: [...chats.list, fresh] }, chat: fresh, same };
  }
  const all = [...new Set([...known.addresses, ...addresses, ...(same?.addresses ?? [])])];
  if (all.length === known.addresses.length) return { chats, chat: known, same };
  const joined: Chat = {
    ...known,
    addresses: all,
    wroteAt: later(known.wroteAt, same?.wroteAt),
    lookedTo: earlier(known.lookedTo, same?.lookedTo),
    behind: earlier(known.behind, same?.behind),
  };
  return { chats: changed(same ? without(chats, same.id) : chats, joined), chat: joined, same };
}

function earlier(one: number | null, other: number | null | undefined): number | null {
  return one === null || other == null ? (one ?? other ?? null) : Math.min(one, other);
}

/** The later of two instants; null where there is none. */
export function later(one: number | null, other: number | null | undefined): number | null {
  return one === null || other == null ? (one ?? other ?? null) : Math.max(one, other);
}

export function changed({ list }: Chats, chat: Chat): Chats {
  return { list: list.map((one) => (one.id === chat.id ? chat : one)) };
}

export function without({ list }: Chats, id: string): Chats {
  return { list: list.filter((one) => one.id !== id) };
}

/** `+51987654321`; null where the number is hidden. */
export function phoneOf({ addresses }: Pick<Chat, 'addresses'>): string | null {
  const numbered = addresses.find((address) => address.endsWith('@c.us'));
  return numbered ? `+${numbered.split(/[:@]/)[0]}` : null;
}

/** A hidden id whose number may be found out, or a number whose hidden id may be. */
export function mayHaveAnother({ addresses }: Pick<Chat, 'addresses'>): boolean {
  return addresses.length < 2;
}

/** Whether the shop may write there: to whoever wrote first, and not so long ago that she does not expect it. */
export function mayBeWritten(chat: Chat | null, now: number): boolean {
  return chat?.wroteAt != null && now - chat.wroteAt <= SILENT_MS;
}
