/**
 * How the channel stands, for the seller's page and the health of the shop: plain facts, and what to do about them.
 */
import { createRequire } from 'node:module';
import type { Language } from '../../commerce/catalog.ts';
import type { ChannelHealth } from '../port.ts';
import type { Browser } from './browser/find-browser.ts';
import type { WhatsAppWebReport } from './channel.ts';
import { BROWSER_OLD_MS, DAY_MS, type Limits } from './limits.ts';
import { capsOf, newUntil } from './pace.ts';
import type { Receiving } from './receiving.ts';
import { riskOf } from './risk.ts';
import type { Sending } from './sending.ts';
import { type Sends, volumeOf } from './sends.ts';
import type { Standing } from './standing.ts';
import type { Situation } from './state.ts';
import type { Supervisor } from './supervisor.ts';
import { type Advice, WORDS, type Words } from './words.ts';

export interface ReportParts {
  readonly supervisor: Supervisor;
  readonly standing: Standing;
  readonly sends: Sends;
  readonly receiving: Pick<Receiving, 'lastAt' | 'foundLate'>;
  readonly sending: Pick<Sending, 'lastAt' | 'lastAckAt' | 'oldestUnackedAt' | 'refusedAt'>;
  readonly queued: number;
  readonly limits: Limits;
  readonly language: Language;
  readonly now: number;
}

export function reportOf(parts: ReportParts): WhatsAppWebReport {
  const { supervisor, standing, now, limits } = parts;
  const words = WORDS[parts.language];
  const situation = supervisor.situation();
  const caps = capsOf(limits, standing.linkedAt, now);
  const volume = volumeOf(parts.sends, now);
  const foundLate = inLastDay(parts.receiving.foundLate, now);
  const risk = riskOf({
    ...{ now, linkedAt: standing.linkedAt, perHour: caps.perHour, perDay: caps.perDay },
    ...volume,
    refused: inLastDay(parts.sending.refusedAt, now),
  });
  const sent = {
    hour: volume.lastHour,
    day: volume.lastDay,
    mostAnHour: caps.perHour,
    mostADay: caps.perDay,
    left: Math.max(0, Math.min(caps.perHour - volume.lastHour, caps.perDay - volume.lastDay)),
    newUntil: newUntil(standing.linkedAt, now),
  };
  const advice = adviceFor({ situation, standing, foundLate, sent, browser: supervisor.browser, now });
  return {
    state: situation.state,
    since: situation.since,
    words: words.states[situation.state],
    advice: advice && words.advice[advice],
    consented: standing.consentAt !== null,
    consentText: words.consent,
    number: situation.state === 'logged_out' ? null : maskedNumber(standing.account),
    version: situation.version,
    libraryVersion: libraryVersion(),
    browser: supervisor.browser && {
      path: supervisor.browser.path,
      version: supervisor.browser.version,
      isOld: isOld(supervisor.browser, now),
    },
    memoryMiB: supervisor.memoryMiB,
    complaint: supervisor.complaint,
    recovery: recoveryOf(situation, words),
    lastInboundAt: parts.receiving.lastAt,
    lastOutboundAt: parts.sending.lastAt,
    lastAckAt: parts.sending.lastAckAt,
    queued: parts.queued,
    oldestUnackedAt: parts.sending.oldestUnackedAt,
    foundLate,
    restarts: inLastDay(standing.restarts, now),
    sent,
    risk: { level: risk.level, words: risk.reasons.map((reason) => words.risk[reason]) },
  };
}

export function healthOf(report: WhatsAppWebReport, isOpen: boolean, language: Language): ChannelHealth {
  if (!isOpen) return { ok: false, words: WORDS[language].states.off };
  const words = [report.words, report.advice ?? ''].filter((part) => part !== '').join(' ');
  return { ok: report.state === 'ready', words };
}

/** What the advice depends on. */
interface Advised {
  readonly situation: Situation;
  readonly standing: Standing;
  readonly foundLate: number;
  readonly sent: WhatsAppWebReport['sent'];
  readonly browser: Browser | null;
  readonly now: number;
}

function recoveryOf({ state, trouble, attempts, nextAt }: Situation, words: Words): WhatsAppWebReport['recovery'] {
  if (state !== 'recovering' || trouble === null) return null;
  return { words: words.troubles[trouble], attempt: attempts, nextAt };
}

/** `51900000000@c.us` as `+…00`. */
function maskedNumber(account: string | null): string | null {
  return account === null ? null : `+…${(account.split(/[:@]/)[0] ?? '').slice(-2)}`;
}

function adviceFor({ situation, standing, foundLate, sent, browser, now }: Advised): Advice | null {
  switch (situation.state) {
    case 'off':
      return standing.consentAt === null ? 'consent' : null;
    case 'needs_link':
      return situation.paused ? 'paused' : 'needs_link';
    case 'ready':
      if (foundLate > 0) return 'found_late';
      if (sent.left === 0) return 'at_cap';
      return browser && isOld(browser, now) ? 'browser_old' : null;
    case 'offline':
    case 'recovering':
      return 'offline';
    case 'no_browser':
    case 'logged_out':
    case 'blocked':
    case 'outdated':
    case 'conflict':
      return situation.state;
    case 'starting':
    case 'linking':
    case 'syncing':
      return null;
  }
}

function isOld({ fetchedAt }: Browser, now: number): boolean {
  return fetchedAt !== null && now - fetchedAt >= BROWSER_OLD_MS;
}

function inLastDay(times: readonly number[], now: number): number {
  return times.filter((at) => now - at < DAY_MS).length;
}

/** Read from its package: the library itself is not loaded here. */
function libraryVersion(): string {
  const read: unknown = createRequire(import.meta.url)('whatsapp-web.js/package.json');
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : '';
}
