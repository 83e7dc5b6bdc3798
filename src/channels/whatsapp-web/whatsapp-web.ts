/**
 * WhatsApp on a linked device, by the unofficial client: the seller's own number answers by itself. The client and its
 * browser run in a process of their own; here is what the shop sees of it. Nothing begins before the seller agreed to
 * the risk, and only whoever wrote first is ever written to.
 */
import { join } from 'node:path';
import { renderUnicodeCompact } from 'uqr';
import type { ChannelNews } from '../../conversation/channel-news.ts';
import type { ShopSide } from '../port.ts';
import { fetchBrowser } from './browser/fetch-browser.ts';
import { findBrowser } from './browser/find-browser.ts';
import type { CodeAsked, Linking, WhatsAppWebChannel, WhatsAppWebDeps } from './channel.ts';
import { type Chats, chatList } from './chats.ts';
import { createFetchFile } from './files.ts';
import { CHATS_FILE, forgetIn, NO_CHATS, SENDS_FILE } from './forget.ts';
import { openKept } from './kept.ts';
import { LIMITS, type Limits } from './limits.ts';
import { answers, type News } from './protocol.ts';
import { ACCOUNT, createReceiving, type Receiving, WHATSAPP_WEB } from './receiving.ts';
import { healthOf, reportOf } from './report.ts';
import { createSending, type Sending } from './sending.ts';
import { type Sends, sendList } from './sends.ts';
import { NEVER_STARTED, standing } from './standing.ts';
import type { Situation } from './state.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';
import { WORDS } from './words.ts';

export { WHATSAPP_WEB };

/** Digits of a telephone with its country's (E.164 has at most 15). */
const PHONE = /^[1-9][0-9]{7,14}$/;

/** @throws when its folder cannot be made. */
export function createWhatsAppWeb(deps: WhatsAppWebDeps): WhatsAppWebChannel {
  const { clock, log } = deps;
  const limits: Limits = { ...LIMITS, ...deps.limits };
  const keptStanding = openKept(join(deps.directory, 'standing.json'), standing, NEVER_STARTED);
  const chats = openKept<Chats>(join(deps.directory, CHATS_FILE), chatList, NO_CHATS);
  const sends = openKept<Sends>(join(deps.directory, SENDS_FILE), sendList, []);
  const browsers = join(deps.directory, 'browser');
  const environment = { ...process.env, ...deps.browserEnvironment };
  const listeners = new Set<() => void>();
  let shop: ShopSide | null = null;
  let cancelSweep = (): void => {};
  let shownQr: string | null = null;

  const onTrouble = (problem: unknown): void =>
    log.error('a message of WhatsApp could not be handed over', { channel: WHATSAPP_WEB, error: problem });

  const supervisor: Supervisor = createSupervisor({
    ...{ directory: deps.directory, browserArguments: deps.browserArguments, environment: deps.browserEnvironment ?? {} },
    ...{ version: deps.version, clock, chance: deps.chance, timeZone: deps.timeZone, limits, kept: keptStanding, log },
    findBrowser: () => findBrowser({ configured: deps.browser, folder: browsers, environment, platform: process.platform }),
    onNews: (news) => hear(news),
    onReady: () => void sweep(true),
    onChange: () => {
      showInTerminal(supervisor.situation());
      for (const listener of listeners) listener();
    },
    lastActivity: () => Math.max(receiving.lastAt ?? 0, sending.lastAt ?? 0) || null,
  });
  const sending: Sending = createSending({
    ...{ supervisor, chats, sends, clock, chance: deps.chance, limits },
    ...{ language: deps.language, imagesDirectory: deps.imagesDirectory, dataDirectory: deps.dataDirectory },
    takeUnseen: (chat) => receiving.takeUnseen(chat),
    onFailed: ({ chat }, ref) => {
      const at = clock.now();
      const news: ChannelNews = {
        ...{ channel: WHATSAPP_WEB, account: ACCOUNT, chat, id: `failed:${ref}`, at },
        ...{ what: 'failed', ref, reason: 'WhatsApp could not deliver it' },
      };
      shop?.note(news).catch(onTrouble);
    },
  });
  const receiving: Receiving = createReceiving({
    shop: () => shop,
    ...{ supervisor, chats, now: clock.now, callMs: limits.callMs, onTrouble },
    isOurs: (raw, chat) => sending.isOurs(raw, chat),
    lookSoon: () => planSweep(limits.sweepSoonMs),
  });

  const fetchFile = createFetchFile(supervisor, limits);

  const planSweep = (ms: number): void => {
    cancelSweep();
    if (shop === null) return;
    cancelSweep = clock.after(ms, () => void sweep(false));
  };
  const sweep = async (isFirst: boolean): Promise<void> => {
    planSweep(limits.sweepEveryMs);
    if (supervisor.situation().state !== 'ready') return;
    await receiving.sweep(isFirst).catch(onTrouble);
  };

  const hear = (news: News): void => {
    switch (news.news) {
      case 'message':
        return receiving.arrived(news.message);
      case 'edited':
        return receiving.edited(news.message, news.text);
      case 'unreadable':
        return receiving.unreadable(news.message);
      case 'taken-back':
        return receiving.takenBack(news.message, news.of);
      case 'ack':
        return sending.acked(news.id, news.ack);
      default:
        return;
    }
  };

  const showInTerminal = ({ qr }: Situation): void => {
    if (qr === shownQr) return;
    shownQr = qr;
    if (qr !== null) deps.terminal?.(`${WORDS[deps.shopLanguage()].terminal}\n${renderUnicodeCompact(qr)}\n`);
  };

  const report: WhatsAppWebChannel['report'] = () =>
    reportOf({
      ...{ supervisor, receiving, sending, limits, queued: deps.queued() },
      ...{ standing: keptStanding.get(), sends: sends.get(), language: deps.shopLanguage(), now: clock.now() },
    });

  const begin = (): void => {
    if (shop !== null && keptStanding.get().consentAt !== null) supervisor.happens({ is: 'begin' });
  };

  return {
    name: WHATSAPP_WEB,
    delivery: 'sent',
    asOne: true,
    async start(side) {
      shop = side;
      if (supervisor.situation().state === 'off') begin();
    },
    send: (to, message, attempt) => sending.send(to, message, attempt),
    fetchFile: (_account, source) => fetchFile(source),
    invite(words) {
      const number = /^([0-9]+)(?::[0-9]+)?@c\.us$/.exec(keptStanding.get().account ?? '')?.[1];
      return number === undefined || supervisor.situation().state === 'logged_out' ? null : `https://wa.me/${number}?text=${words}`;
    },
    health: () => healthOf(report(), shop !== null, deps.shopLanguage()),
    async stop() {
      shop = null;
      cancelSweep();
      sending.stop();
      await supervisor.close();
      await receiving.settled();
      await Promise.all([chats.save(), sends.save(), keptStanding.save()]);
    },

    linking: () => linkingOf(supervisor.situation()),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async requestCode(phone): Promise<CodeAsked> {
      const digits = phone.replace(/\D/g, '');
      if (!PHONE.test(digits)) return { ok: false, why: 'bad-phone' };
      const { state, paused } = supervisor.situation();
      if (state !== 'needs_link' || paused) return { ok: false, why: 'not-now' };
      const asked = await supervisor.ask({ ask: 'code', phone: digits }, answers.code, limits.callMs);
      return asked.ok ? { ok: true, code: readableCode(asked.value) } : { ok: false, why: 'refused' };
    },
    async showNewQr() {
      const { state, paused } = supervisor.situation();
      if (state !== 'needs_link' || paused) return begin();
      await supervisor.ask({ ask: 'qr' }, answers.done, limits.callMs);
    },
    async unlink() {
      await supervisor.ask({ ask: 'logout' }, answers.done, limits.callMs);
      supervisor.happens({ is: 'unlinked' });
      await supervisor.settled();
    },
    async giveConsent() {
      if (keptStanding.get().consentAt === null) keptStanding.set({ ...keptStanding.get(), consentAt: clock.now() });
      await keptStanding.save();
      if (supervisor.situation().state === 'off') begin();
    },
    async fetchBrowser(progress) {
      const fetched = await fetchBrowser(browsers, clock.now(), progress);
      if (!fetched.ok) return { ok: false, words: WORDS[deps.shopLanguage()].browser[fetched.why] };
      if (supervisor.situation().state === 'no_browser') begin();
      return fetched;
    },
    report,
    forget: (chat) => forgetIn(chats, sends, chat),
  };
}

function linkingOf({ state, qr, qrUntil, code, codeUntil, paused }: Situation): Linking {
  return {
    state,
    ...(qr !== null && { qr, expiresAt: qrUntil }),
    ...(code !== null && { code: readableCode(code), codeExpiresAt: codeUntil }),
    ...(paused && { paused }),
  };
}

/** `ABCD1234` as `ABCD-1234`. */
function readableCode(code: string): string {
  return /^.{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
