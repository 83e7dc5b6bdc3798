/**
 * A channel told something that is no message of a customer: what became of one of the shop's, or of the
 * channel itself.
 */
import type { ChannelNews } from '../conversation/channel-news.ts';
import { conversationOf } from './chats.ts';
import type { Draft } from './draft.ts';
import { messageSentAs } from './message-id.ts';
import { moveChat } from './moved-chat.ts';
import { outOfReach, reached } from './reach.ts';
import { heardAside } from './seller-chat/aside.ts';
import { typedBySeller } from './takeover.ts';

export function takeNews(draft: Draft, news: ChannelNews): void {
  switch (news.what) {
    case 'failed':
      return tellNotArrived(draft, news);
    case 'down':
      return draft.alert({ kind: 'channel-down', data: { about: news.channel, channel: news.channel, words: news.words } });
    case 'up':
      return draft.dropAlert(`channel-down:${news.channel}`);
    case 'typed-by-seller':
      return heardAside(draft, news) ? undefined : typedBySeller(draft, news);
    case 'blocked':
    case 'unblocked':
      return noteReach(draft, news);
    case 'moved':
      return moveChat(draft, news, news.to);
  }
}

/** The seller can send it again. */
function tellNotArrived(draft: Draft, news: Extract<ChannelNews, { readonly what: 'failed' }>): void {
  const conversation = conversationOf(draft, news);
  const message = conversation && messageSentAs(draft, conversation, news.ref);
  if (!message) return;
  const { id: conversationId } = conversation;
  draft.alert({ kind: 'not-sent', conversationId, data: { about: message.id, message: message.id, reason: news.reason } });
}

/** Whoever never wrote to the shop has nothing that could be told. */
function noteReach(draft: Draft, news: Extract<ChannelNews, { readonly what: 'blocked' | 'unblocked' }>): void {
  const conversation = conversationOf(draft, news);
  if (!conversation) return;
  if (news.what === 'blocked') outOfReach(draft, conversation, 'blocked');
  else reached(draft, conversation);
}
