/**
 * A customer asks for her data, or to be forgotten. The address of her file is open as long as the timer that
 * carries its secret is set; forgetting is work on all files, which is asked of the outside like a payment.
 */
import type { Conversation } from '../conversation/conversation.ts';
import type { Draft } from './draft.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long the address of a file of data is open. */
const OPEN_MS = DAY_MS;
/** Length of the secret in it: 36^40 ways. */
const SECRET_LENGTH = 40;
/** What she is told last has left by then. */
const FORGET_AFTER_MS = 60_000;
const REQUEST_LENGTH = 16;

/** Id of the timer that keeps an address open. */
export const dataLinkId = (secret: string) => `data-link:${secret}`;

export function openDataLink(draft: Draft, conversation: Pick<Conversation, 'id'>): string {
  const secret = draft.world.newId(SECRET_LENGTH);
  draft.setTimer({ id: dataLinkId(secret), kind: 'data-link', ref: conversation.id, at: draft.world.now + OPEN_MS, round: 0 });
  return `${draft.world.publicUrl ?? ''}/my-data/${secret}`;
}

/** Named after nothing of hers: what is left of the job afterwards tells nobody who it was. */
export function askToForget(draft: Draft, { id: conversationId }: Pick<Conversation, 'id'>): void {
  draft.job({ kind: 'erase-person', conversationId }, draft.world.newId(REQUEST_LENGTH), draft.world.now + FORGET_AFTER_MS);
}
