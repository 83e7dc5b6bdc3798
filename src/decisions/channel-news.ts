/**
 * A channel told something that is no message of a customer: what became of one of the shop's, or of the
 * channel itself.
 */
import type { ChannelNews } from '../conversation/channel-news.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { LoggedMessage } from '../conversation/message.ts';
import { takeBack } from './burst.ts';
import { conversationOf } from './chats.ts';
import type { Draft } from './draft.ts';
import { conversationOfMessage, messageSentAs } from './message-id.ts';
import { moveChat } from './moved-chat.ts';
import { notSent } from './not-sent.ts';
import { outOfReach, reached } from './reach.ts';
import type { OutboxEntry } from './records.ts';
import { heardAside } from './seller-chat/aside.ts';
import { typedBySeller } from './takeover.ts';

export function takeNews(draft: Draft, news: ChannelNews): void {
  switch (news.what) {
    case 'failed':
      return tellNotArrived(draft, news);
    case 'left':
      return noteLeft(draft, news);
    case 'down':
      return draft.alert({ kind: 'channel-down', data: { about: news.channel, channel: news.channel, words: news.words } });
    case 'up':
      return draft.dropAlert(`channel-down:${news.channel}`);
    case 'typed-by-seller':
      return heardAside(draft, news) ? undefined : typedBySeller(draft, news);
    case 'blocked':
    case 'unblocked':
      return noteReach(draft, news);
    case 'taken-back':
      return takenBack(draft, news);
    case 'moved':
      return moveChat(draft, news, news.to);
  }
}

function takenBack(draft: Draft, news: Extract<ChannelNews, { readonly what: 'taken-back' }>): void {
  const conversation = conversationOf(draft, news);
  if (conversation) takeBack(draft, conversation, news.of);
}

/** The seller can send it again. */
function tellNotArrived(draft: Draft, news: Extract<ChannelNews, { readonly what: 'failed' }>): void {
  const conversation = conversationOf(draft, news);
  const message = conversation && (ownMessage(draft, conversation, news.message) ?? messageSentAs(draft, conversation, news.ref));
  if (!message) return;
  const entry = draft.get('outbox', message.id);
  // Where its answer has not come yet, it is not waited for.
  if (entry) draft.remove('outbox', message.id);
  draft.put('messages', message.id, leftBefore(message, news.ref, entry));
  notSent(draft, message, news.reason, news.because);
}

/** The parts before the one that did not arrive stay: they do not leave again with the rest. */
function leftBefore({ sentAs: sent = [], ...message }: LoggedMessage, ref: string, entry: OutboxEntry | undefined): LoggedMessage {
  const at = sent.indexOf(ref);
  const left = entry ? (entry.refs ?? []) : at < 0 ? sent : sent.slice(0, at);
  return left.length > 0 ? { ...message, sentAs: left } : message;
}

function ownMessage(draft: Draft, { id }: Conversation, message: string | undefined): LoggedMessage | undefined {
  return message !== undefined && conversationOfMessage(message) === id ? draft.get('messages', message) : undefined;
}

/** It waits to be sent, or its answer is waited for: whoever sends it again has to know. */
function noteLeft(draft: Draft, { message, part, ref }: Extract<ChannelNews, { readonly what: 'left' }>): void {
  const entry = draft.get('outbox', message);
  if (entry) draft.put('outbox', entry.id, { ...entry, seen: { ...entry.seen, [part]: ref } });
}

/** Whoever never wrote to the shop has nothing that could be told. */
function noteReach(draft: Draft, news: Extract<ChannelNews, { readonly what: 'blocked' | 'unblocked' }>): void {
  const conversation = conversationOf(draft, news);
  if (!conversation) return;
  if (news.what === 'blocked') outOfReach(draft, conversation, 'blocked');
  else reached(draft, conversation);
}
