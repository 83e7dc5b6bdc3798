/**
 * What the Telegram channel says itself, from the texts of the shop: the buttons that give a place or a number, and the
 * list of commands. A command is a word of the customer's language that the shop understands: choosing it says it.
 */
import type { BotCommand } from '../channels/telegram/connection.ts';
import type { TelegramWords } from '../channels/telegram/telegram.ts';
import type { TextKey } from '../conversation/wording/keys.ts';
import type { Wording } from '../conversation/wording/wording.ts';

const COMMANDS = ['telegram.catalog', 'telegram.cart', 'telegram.order', 'telegram.help', 'telegram.person'] as const satisfies TextKey[];

/** `productos: Ver lo que hay`; the name as Telegram wants it (core.telegram.org/bots/api#botcommand). */
const COMMAND = /^([a-z0-9_]{1,32}): (.{1,256})$/u;

export function telegramWords(wording: Wording): TelegramWords {
  return {
    shareLocation: wording.plain('telegram.share_location'),
    shareContact: wording.plain('telegram.share_contact'),
    hello: wording.plain('telegram.hello'),
    commands: COMMANDS.flatMap((key) => commandIn(wording.plain(key))),
  };
}

/** A text that is no command any more is not offered as one. */
function commandIn(text: string): readonly BotCommand[] {
  const [, command, description] = COMMAND.exec(text) ?? [];
  return command !== undefined && description !== undefined ? [{ command, description }] : [];
}
