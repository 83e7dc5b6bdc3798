/** What the seller does in a customer's conversation, through whichever door: writes to her, takes it over, hands it back. */

import type { Language } from '../../commerce/catalog.ts';
import { LONGEST_TEXT } from '../../conversation/clean.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { TalkAction } from '../../decisions/event.ts';
import type { TalkReply } from '../../decisions/talk.ts';
import { pageTexts } from '../pages/texts.ts';
import type { Told } from './order-desk.ts';
import { refusalWords } from './texts.ts';

export interface TalkDeps {
  /** One that is awake; undefined where it is at rest, or there is none. */
  readonly conversation: (conversationId: string) => Conversation | undefined;
  /** Resolves when it is on disk. */
  readonly talk: (action: TalkAction) => Promise<TalkReply>;
}

/** `act`: as the form says it. */
export interface TalkAsked {
  readonly conversationId: string;
  readonly act: string;
  readonly text: string;
}

/** `who`: 'page', `api:<token name>` or `chat:<helper>`. Null where nothing that exists was asked for. */
export async function atTalkDesk({ talk }: TalkDeps, asked: TalkAsked, language: Language, who: string): Promise<Told | null> {
  const { conversation: words } = pageTexts(language);
  const { conversationId, act } = asked;
  if (act !== 'write-to-customer' && act !== 'take-over' && act !== 'hand-back') return null;
  const text = asked.text.slice(0, LONGEST_TEXT).trim();
  if (act === 'write-to-customer' && text === '') return { ok: false, lines: [words.empty] };
  const reply = await talk(act === 'write-to-customer' ? { do: act, conversationId, text, by: who } : { do: act, conversationId, by: who });
  if (!reply.ok) return { ok: false, lines: [refusalWords(language, reply, null)] };
  return { ok: true, lines: act === 'write-to-customer' ? [words.sent] : [] };
}
