/**
 * Codes with which a customer goes on in another of her chats. The timer that carries a code is all that is kept of
 * it: it is good as long as the timer is set, belongs to the conversation the timer names, and is used once.
 */
import { CARRIED_CODE, makeCode } from '../conversation/code.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Carried, CarriedFrom } from '../conversation/turn/counter.ts';
import { CARRIED_GOOD_MS } from '../conversation/turn/moving.ts';
import { awake } from './awake.ts';
import type { Draft } from './draft.ts';

const timerId = (code: string) => `carried-code:${code}`;

/** A new one, or the one she has already, good from now on. */
export function carryCode(draft: Draft, { id, carries }: Pick<Conversation, 'id' | 'carries'>): Carried {
  const { now, newId, invites } = draft.world;
  const code = carries !== undefined && draft.get('timers', timerId(carries)) ? carries : makeCode(newId, CARRIED_CODE);
  draft.setTimer({ id: timerId(code), kind: 'carried-code', ref: id, at: now + CARRIED_GOOD_MS, round: 0 });
  return { code, invites: invites(code) };
}

/** The conversation that gave this code; null where it is used, too old, or made up. */
export function carriedFrom(draft: Draft, code: string): CarriedFrom | null {
  const timer = draft.get('timers', timerId(code));
  const conversation = timer && timer.at > draft.world.now ? awake(draft, timer.ref) : undefined;
  return conversation ? { id: conversation.id, channel: conversation.channel, language: conversation.language } : null;
}

export function useUp(draft: Draft, code: string): void {
  draft.clearTimer(timerId(code));
}
