/**
 * A channel told something that is no message of a customer: what became of one of the shop's, or of the
 * channel itself.
 */
import type { ChannelNews } from '../conversation/channel-news.ts';
import type { Draft } from './draft.ts';
import { messageSentAs } from './message-id.ts';

export function takeNews(draft: Draft, news: ChannelNews): void {
  switch (news.what) {
    case 'failed':
      return tellNotArrived(draft, news);
    case 'down':
      return draft.alert({ kind: 'channel-down', data: { about: news.channel, channel: news.channel, words: news.words } });
    case 'up':
      return draft.dropAlert(`channel-down:${news.channel}`);
    case 'typed-by-seller':
    case 'blocked':
    case 'unblocked':
    case 'moved':
      return;
  }
}

/** The seller can send it again. */
function tellNotArrived(draft: Draft, news: Extract<ChannelNews, { readonly what: 'failed' }>): void {
  const conversationId = `${news.channel}:${news.account}:${news.chat}`;
  const conversation = draft.get('conversations', conversationId);
  const message = conversation && messageSentAs(draft, conversation, news.ref);
  if (!message) return;
  draft.alert({ kind: 'not-sent', conversationId, data: { about: message.id, message: message.id, reason: news.reason } });
}
