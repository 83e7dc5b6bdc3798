/**
 * `npm run -s connect -- whatsapp`: the honest risk first, then a yes, a browser, and the telephone linked, here in the
 * terminal while the shop is closed, on the seller's page where it is open.
 */
import { join } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import { WHATSAPP_WEB_FOLDER } from '../../app/channel-memory.ts';
import type { ShopSide } from '../../channels/port.ts';
import type { WhatsAppWebChannel } from '../../channels/whatsapp-web/channel.ts';
import { createLog } from '../../log.ts';
import { fill } from '../terminal.ts';
import { NoMoreAnswers } from './talk.ts';
import { agrees, choose, keep, offWords, type Walk } from './walk.ts';

export async function connectWhatsApp(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.whatsapp;
  talk.say(...said.risk);
  const given = await talk.ask(said.consent);
  if (
    given
      .toLowerCase()
      .replaceAll(/[^\p{L} ]/gu, '')
      .trim() !== said.consentWord
  )
    return talk.say(said.noConsent);
  if (walk.openAt !== null) {
    await keep(walk, { WHATSAPP_WEB: 'yes' });
    return talk.say(fill(said.shopOpen, { url: walk.openAt }));
  }
  const channel = await openChannel(walk);
  try {
    await channel.start(NOBODY_IN);
    await channel.giveConsent();
    if (!(await hasBrowser(walk, channel))) return;
    await keep(walk, { WHATSAPP_WEB: 'yes' });
    if (await agrees(walk, said.link, true)) await link(walk, channel);
    else talk.say(said.later);
  } finally {
    await channel.stop();
  }
}

/** A link is lost where the browser is ended right after it was made (whatsapp-web.js #1295). */
const KEEP_AFTER_LINK_MS = 60_000;

/** The shop is closed: what customers write meanwhile is not taken, and waits for it. */
const NOBODY_IN: ShopSide = { accept: async () => ({ accepted: false }), note: async () => ({ accepted: false }) };

async function openChannel({
  value,
  clock,
  dataDirectory,
  home,
  language,
  browserArguments,
  browserEnvironment,
}: Walk): Promise<WhatsAppWebChannel> {
  const { createWhatsAppWeb } = await import('../../channels/whatsapp-web/whatsapp-web.ts');
  return createWhatsAppWeb({
    directory: join(dataDirectory, WHATSAPP_WEB_FOLDER),
    browser: value('WHATSAPP_WEB_BROWSER') ?? null,
    browserArguments: browserArguments ?? value('WHATSAPP_WEB_BROWSER_ARGS')?.split(/\s+/) ?? [],
    ...(browserEnvironment && { browserEnvironment }),
    version: value('WHATSAPP_WEB_VERSION') ?? null,
    clock,
    chance: () => 0,
    timeZone: () => 'UTC',
    shopLanguage: () => language,
    language: () => language,
    imagesDirectory: join(home, 'catalog', 'images'),
    dataDirectory,
    queued: () => 0,
    terminal: null,
    log: createLog({ level: 'silent' }),
  });
}

/** Resolves when it is so, looked at at each change. @throws {NoMoreAnswers} where she leaves */
async function until({ talk }: Walk, channel: WhatsAppWebChannel, isSo: () => boolean): Promise<void> {
  const so = Promise.withResolvers<void>();
  const look = () => {
    if (isSo()) so.resolve();
  };
  const end = channel.subscribe(look);
  look();
  try {
    await Promise.race([
      so.promise,
      talk.left.then(() => {
        throw new NoMoreAnswers();
      }),
    ]);
  } finally {
    end();
  }
}

async function hasBrowser(walk: Walk, channel: WhatsAppWebChannel): Promise<boolean> {
  const { talk, words } = walk;
  const said = words.whatsapp;
  talk.say(said.opening);
  await until(walk, channel, () => channel.linking().state !== 'starting' || channel.report().browser !== null);
  if (channel.linking().state !== 'no_browser') {
    talk.say(fill(said.browser, { browser: channel.report().browser?.path ?? '' }));
    return true;
  }
  const named = walk.value('WHATSAPP_WEB_BROWSER');
  if (named !== undefined) {
    talk.say(fill(said.badBrowser, { path: named }));
    return false;
  }
  talk.say(said.noBrowser);
  if (!(await agrees(walk, said.download, true))) {
    talk.say(words.left);
    return false;
  }
  const fetched = await channel.fetchBrowser(tellTenths(walk));
  if (!fetched.ok) talk.say(fill(said.notDownloaded, { reason: fetched.words }));
  return fetched.ok;
}

/** A hundred megabytes are told in ten lines. */
function tellTenths({ talk, words }: Walk): (part: number) => void {
  let told = -1;
  return (part) => {
    const tenth = Math.floor(part * 10);
    if (tenth === told) return;
    told = tenth;
    talk.say(fill(words.whatsapp.downloading, { percent: tenth * 10 }));
  };
}

/** States that are left only by the seller's own doing. */
const ENDED = new Set(['logged_out', 'blocked', 'outdated', 'conflict', 'no_browser', 'off']);

async function link(walk: Walk, channel: WhatsAppWebChannel): Promise<void> {
  const { talk, words } = walk;
  const said = words.whatsapp;
  const state = () => channel.linking().state;
  const isOver = () => state() === 'ready' || ENDED.has(state()) || channel.linking().paused === true;
  const byNumber = (await choose(walk, said.how, said.ways)) === 1;
  await until(walk, channel, () => isOver() || state() === 'needs_link');
  if (byNumber && !isOver()) await showLetters(walk, channel);
  const stopShowing = byNumber ? () => {} : showCodes(walk, channel);
  let toldLinking = false;
  const tellLinking = channel.subscribe(() => {
    if (toldLinking || (state() !== 'linking' && state() !== 'syncing')) return;
    toldLinking = true;
    talk.say(said.linking);
  });
  try {
    await until(walk, channel, isOver);
  } finally {
    stopShowing();
    tellLinking();
  }
  const report = channel.report();
  if (state() !== 'ready') return talk.say(fill(said.ended, { words: report.words, advice: report.advice ?? '' }));
  talk.say(fill(said.done, { number: report.number ?? '' }), said.closing);
  const kept = Promise.withResolvers<void>();
  walk.clock.after(KEEP_AFTER_LINK_MS, kept.resolve);
  await kept.promise;
}

/** Each code that WhatsApp shows, as soon as it does; answers how to end it. */
function showCodes({ talk, words, clock }: Walk, channel: WhatsAppWebChannel): () => void {
  let shown: string | undefined;
  const show = () => {
    const { qr, expiresAt } = channel.linking();
    if (qr === undefined || qr === shown) return;
    shown = qr;
    const seconds = expiresAt === undefined ? null : Math.ceil((expiresAt - clock.now()) / 1000);
    talk.say(
      '',
      ...words.whatsapp.scan,
      renderUnicodeCompact(qr),
      ...(seconds === null ? [] : [fill(words.whatsapp.scanFor, { seconds })]),
    );
  };
  show();
  return channel.subscribe(show);
}

async function showLetters({ talk, words }: Walk, channel: WhatsAppWebChannel): Promise<void> {
  const said = words.whatsapp;
  for (;;) {
    const asked = await channel.requestCode(await talk.ask(said.askPhone));
    if (asked.ok) return talk.say('', ...said.code.map((line) => fill(line, { code: asked.code })));
    talk.say(asked.why === 'bad-phone' ? said.phoneBad : said.codeRefused);
  }
}

export function whatsAppIsOn({ value }: Walk): boolean {
  return /^(yes|sí|true)$/i.test(value('WHATSAPP_WEB') ?? '');
}

/** Whether it is on; how it fares only the open shop knows. */
export async function checkWhatsApp(walk: Walk): Promise<boolean> {
  const on = whatsAppIsOn(walk);
  walk.talk.say(on ? walk.words.overview.whatsappOn : offWords(walk, 'whatsapp'));
  return on;
}
