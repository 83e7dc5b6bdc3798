/** Telegram updates as the Bot API sends them, for the bots that take them. */
import { type Message, TURNS } from '../talk.ts';

export const TOKEN = '42:peers';
export const BOT = {
  id: 42,
  is_bot: true,
  first_name: 'Shop',
  username: 'shop_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
} as const;

/** The same message is the same update, also when it is delivered again. */
export function updateOf({ chat, index, text }: Message) {
  const id = chat * TURNS + index + 1;
  const person = { id: chat, first_name: 'Luis' };
  return {
    update_id: id,
    message: { message_id: id, date: 1763769600, from: { ...person, is_bot: false }, chat: { ...person, type: 'private' as const }, text },
  };
}
