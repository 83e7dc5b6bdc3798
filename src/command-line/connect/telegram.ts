/**
 * `npm run -s connect -- telegram`: from nothing to a bot that answers.
 */
import { renderUnicodeCompact } from 'uqr';
import { fill } from '../terminal.ts';
import { askBot, type Bot, TELEGRAM_URL, TOKEN } from './telegram-check.ts';
import { agrees, askUntilGood, type Checked, choose, keep, offWords, SECRET_LENGTH, silence, type Walk } from './walk.ts';

/** Ports that Telegram brings messages to: core.telegram.org/bots/api#setwebhook. */
const PORTS: ReadonlySet<string> = new Set(['', '80', '88', '443', '8443']);

export async function connectTelegram(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.telegram;
  const now = await telegramNow(walk);
  if (now && 'good' in now) {
    talk.say(fill(said.already, { name: now.good.name, username: now.good.username }));
    if (!(await agrees(walk, said.change, false))) return tellAbout(walk, now.good);
  } else if (now) talk.say(now.bad, '');
  talk.say(...said.intro);
  const given = await askUntilGood(walk, said.ask, (token) => checkBot(walk, token), TOKEN);
  if (given === null) return talk.say(words.left);
  if (given.good) talk.say('', fill(said.found, { name: given.good.name, username: given.good.username }));
  const brought = await wantsBrought(walk);
  if (given.good?.broughtTo && !brought) talk.say(fill(said.broughtTo, { host: hostOf(given.good.broughtTo) }));
  await keep(walk, {
    TELEGRAM_BOT_TOKEN: given.secret,
    TELEGRAM_WEBHOOK_SECRET: brought ? (walk.value('TELEGRAM_WEBHOOK_SECRET') ?? walk.newId(SECRET_LENGTH)) : null,
  });
  if (given.good) tellAbout(walk, given.good);
}

/** How the token that is set fares; null where none is. */
export async function telegramNow(walk: Walk): Promise<Checked<Bot> | null> {
  const token = walk.value('TELEGRAM_BOT_TOKEN');
  return token === undefined ? null : checkBot(walk, token);
}

async function checkBot(walk: Walk, token: string): Promise<Checked<Bot>> {
  const answer = await askBot(walk.fetched, walk.value('TELEGRAM_API_URL') ?? TELEGRAM_URL, token);
  if (answer.ok) return { good: answer.bot };
  const said = walk.words.telegram;
  if (answer.why === 'no-answer') return { bad: silence(walk, answer.cause, said.host), reached: false };
  return { bad: said.why[answer.why], reached: answer.why !== 'busy' };
}

/** Whether the bot that is set works. */
export async function checkTelegram(walk: Walk): Promise<boolean> {
  const now = await telegramNow(walk);
  if (now && 'good' in now) tellAbout(walk, now.good);
  else walk.talk.say(now ? now.bad : offWords(walk, 'telegram'));
  return now !== null && 'good' in now;
}

async function wantsBrought(walk: Walk): Promise<boolean> {
  const { talk, words } = walk;
  const url = walk.value('PUBLIC_URL');
  if (url === undefined || !URL.canParse(url) || new URL(url).protocol !== 'https:') return false;
  if (!PORTS.has(new URL(url).port)) {
    talk.say(words.telegram.port);
    return false;
  }
  const [asked = '', brought = ''] = words.telegram.ways;
  return (await choose(walk, words.telegram.way, [asked, fill(brought, { url })])) === 1;
}

function tellAbout({ talk, words, value }: Walk, bot: Bot): void {
  const said = words.telegram;
  const link = `https://t.me/${bot.username}`;
  talk.say('');
  if (bot.waiting > 0) talk.say(fill(said.waiting, { count: bot.waiting, hours: value('ANSWER_WITHIN_HOURS') ?? DEFAULT_ANSWER_HOURS }));
  if (bot.joinsGroups) talk.say(said.groups);
  talk.say(fill(said.link, { link }), said.showQr, renderUnicodeCompact(link), '', said.yours);
}

/** As the settings have it. */
const DEFAULT_ANSWER_HOURS = 24;

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
