/**
 * An event that could not be decided: set aside with what went wrong, so that it is not lost and does
 * not block anybody. The customer is told plainly, the seller sees it and can have it tried again.
 */

import { isTakenOver } from '../conversation/conversation.ts';
import { readToken } from '../conversation/menu.ts';
import type { InboundBody, InboundMessage } from '../conversation/message.ts';
import { chatId, ofHerself } from './chats.ts';
import type { Key, View } from './collections.ts';
import { whoWrites } from './customer-message.ts';
import { type Decision, orNeed, type World } from './decision.ts';
import { Draft } from './draft.ts';
import type { Event } from './event.ts';
import { messageId } from './message-id.ts';

/** Longest description of a problem that is kept, in characters. */
const LONGEST_PROBLEM = 500;

/** @param told false where even the conversation cannot be read: only the seller hears of it then */
export function setAside(
  view: View,
  event: Event,
  world: World,
  problem: string,
  told = true,
): Decision | { readonly need: readonly Key[] } {
  return orNeed(() => decideAside(view, event, world, problem, told));
}

function decideAside(view: View, event: Event, world: World, problem: string, told: boolean): Decision {
  const draft = new Draft(view, world);
  const counter = draft.get('counters', 'dead') ?? { id: 'dead', next: 1 };
  const id = String(counter.next);
  draft.put('counters', 'dead', { id: 'dead', next: counter.next + 1 });
  draft.put('dead', id, { id, at: draft.at, event, problem: problem.slice(0, LONGEST_PROBLEM) });
  const inbound = event.kind === 'inbound' ? event.message : undefined;
  const message = told ? inbound && ofHerself(draft, inbound) : inbound;
  const conversationId = message && idOfConversation(draft, message);
  draft.alert({ kind: 'not-processed', ...(conversationId && { conversationId }), data: { about: id, dead: id } });
  if (told && message) excuse(draft, message);
  return draft.finish();
}

function idOfConversation(draft: Draft, message: InboundMessage): string {
  const id = chatId(message);
  return draft.get('aliases', id)?.conversationId ?? id;
}

/** What she wrote stays in the conversation, and she is told that it was not understood by our fault, not hers; not over a person who speaks with her. */
function excuse(draft: Draft, message: InboundMessage): void {
  const { conversation } = whoWrites(draft, message);
  const { body } = message;
  const heard = draft.hear(conversation, body, readableText(draft, conversation.id, body));
  if (isTakenOver(heard, draft.world.now)) return;
  const wording = draft.wording(conversation.language ?? draft.world.files.shop.language);
  draft.say({ ...heard, burst: [] }, [{ kind: 'text', rich: wording.rich('sorry') }]);
}

/** As plainly as can be, because whatever went wrong must not go wrong again here. */
function readableText(draft: Draft, conversationId: string, body: InboundBody): string {
  if (body.kind === 'text') return body.text;
  const token = body.kind === 'choice' ? readToken(body.token) : null;
  const tapped = token && draft.get('messages', messageId(conversationId, token.n))?.body;
  // A token of somebody else's conversation means nothing here, not even a label.
  return (tapped?.kind === 'menu' && tapped.menu.id === token?.menuId && tapped.menu.options[token.index]?.label) || '';
}
