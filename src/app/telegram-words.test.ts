/** The list of commands of the bot: whole in every language, and each is something that the shop understands. */
import { expect, test } from 'vitest';
import { ChatStory, sampleShop } from '../../test/stand-ins/chat-story.ts';
import { wordingIn } from '../conversation/wording/wording.ts';
import { telegramWords } from './telegram-words.ts';

const files = await sampleShop();
const LANGUAGES = ['es', 'pt', 'en'] as const;

test.each(LANGUAGES)('every command of the list is there in %s', (language) => {
  const { commands, shareLocation, shareContact } = telegramWords(wordingIn(files.texts, language));
  expect(commands).toHaveLength(5);
  expect(shareLocation).not.toBe('');
  expect(shareContact).not.toBe('');
});

/** `/mi_pedido` arrives as "mi pedido". */
const said = (command: string): string => command.replaceAll('_', ' ');

test.each(LANGUAGES)('what choosing a command or "Start" says is understood in %s', (language) => {
  const wording = wordingIn(files.texts, language);
  const { commands, hello } = telegramWords(wording);
  for (const words of [hello, ...commands.map(({ command }) => said(command))]) {
    const { text, conversation } = new ChatStory(files, language).say(words);
    expect(text, words).not.toContain(wording.plain('repair.waiting'));
    expect(conversation.language, words).toBe(language);
  }
});
