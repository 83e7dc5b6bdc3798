/**
 * WhatsApp on the seller's telephone: one question at a time — the risk, the browser, the code — and then how it is
 * going. What changes by itself asks for itself again.
 */
import { html } from 'hono/html';
import { localDate } from '../../../commerce/calendar.ts';
import { frame, type Markup, type Setting, state, type Tone, time } from '../layout.ts';
import { dayWords, fill } from '../texts.ts';
import type { Telephone } from './deps.ts';
import { qrCode } from './qr.ts';
import { channelTexts } from './texts.ts';

export type Linking = ReturnType<Telephone['linking']>;
export type Report = ReturnType<Telephone['report']>;

export interface TelephoneView {
  readonly linking: Linking;
  readonly report: Report;
  /** 0..1 while a browser is fetched, what went wrong where it failed; null where nobody asked for one. */
  readonly fetching: number | string | null;
  /** The seller wants the page to stand still. */
  readonly still: boolean;
}

/** Something changes soon without the seller. */
const MOVING: ReadonlySet<Linking['state']> = new Set(['starting', 'linking', 'syncing', 'recovering', 'offline']);

export function moves({ linking, report, fetching, still }: TelephoneView): boolean {
  if (still || !report.consented) return false;
  return typeof fetching === 'number' || MOVING.has(linking.state) || (linking.state === 'needs_link' && linking.paused !== true);
}

const BASE = '/seller/channels/whatsapp-web';

export function telephonePage(setting: Setting, view: TelephoneView): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  const { linking, report, still } = view;
  const title = report.consented ? said.title[linking.state] : said.title.consent;
  const living = report.consented && (moves(view) || still);
  return frame(
    setting,
    'channels',
    title,
    html`<h1>${title}</h1>
${living ? html`<p class="hint">${still ? html`<a href="${BASE}">${said.moving}</a>` : html`${said.wait} <a href="${BASE}?still=1">${said.still}</a>`}</p>` : ''}
${report.consented ? atState(setting, view) : consent(setting, report)}
<p><a class="pill" href="/seller/channels">${said.back}</a></p>`,
  );
}

function consent(setting: Setting, { consentText }: Report): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  return html`<section class="panel risk-text">
${paragraphs(consentText)}
<form method="post" action="${BASE}/consent"><button class="pill main">${said.consent}</button></form>
<p class="calm">${said.consentNo}</p>
</section>`;
}

function paragraphs(text: string): readonly Markup[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => html`<p>${line}</p>`);
}

function atState(setting: Setting, view: TelephoneView): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  const { linking, report } = view;
  switch (linking.state) {
    case 'no_browser':
      return browserPanel(setting, view);
    case 'needs_link':
      return linkPanel(setting, linking);
    case 'ready':
      return html`${report.advice === null ? '' : html`<section class="panel"><p>${report.advice}</p>${report.browser?.isOld ? fetching(setting, view) : ''}</section>`}${howItGoes(setting, report)}`;
    case 'logged_out':
    case 'blocked':
    case 'outdated':
    case 'conflict':
    case 'off':
      return html`${told(setting, report)}<form method="post" action="${BASE}/show"><button class="pill main">${linking.state === 'logged_out' ? said.again : said.tryAgain}</button></form>
${linking.state === 'blocked' ? html`<p><a class="pill" href="/seller/export?what=customers&amp;format=xlsx">${said.customers}</a></p>` : ''}`;
    case 'starting':
    case 'linking':
    case 'syncing':
    case 'offline':
    case 'recovering':
      return told(setting, report);
  }
}

function told(setting: Setting, { words, advice, recovery }: Report): Markup {
  return html`<section class="panel" role="status">
<p>${words}</p>
${recovery === null ? '' : html`<p>${recovery.words} ${again(setting, recovery)}</p>`}
${advice === null ? '' : html`<p class="calm">${advice}</p>`}
</section>`;
}

function again(setting: Setting, { attempt, nextAt }: NonNullable<Report['recovery']>): string {
  const said = channelTexts(setting.shop.language).telephone;
  return fill(said.attempt, { attempt, seconds: Math.max(0, Math.ceil((nextAt - setting.now) / 1000)) });
}

function browserPanel(setting: Setting, view: TelephoneView): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  return html`<section class="panel">
<p>${view.report.words}</p>
${fetching(setting, view)}
<p class="calm">${said.browserElse}</p>
</section>`;
}

/** A button, or how far it is. */
function fetching(setting: Setting, { fetching: now }: TelephoneView): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  if (typeof now === 'number') {
    const percent = Math.round(now * 100);
    return html`<p role="status"><label>${fill(said.downloading, { percent })} <progress max="100" value="${percent}"></progress></label></p>`;
  }
  return html`${now === null ? '' : html`<p class="refused" role="status">${fill(said.downloadFailed, { words: now })}</p>`}
<form method="post" action="${BASE}/browser"><button class="pill main">${said.download}</button></form>`;
}

/** A code to type does not always come through: the other one stays beside it. */
function linkPanel(setting: Setting, { qr, code, expiresAt, codeExpiresAt, paused }: Linking): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  if (paused) {
    return html`<section class="panel"><p>${said.paused}</p><form method="post" action="${BASE}/show"><button class="pill main">${said.showNew}</button></form></section>`;
  }
  const typed =
    code === undefined
      ? ''
      : wayToLink(said.codeSteps, html`<p class="code" aria-label="${said.code}">${code}</p>${left(setting, codeExpiresAt, CODE_SECONDS)}`);
  const scanned = qr === undefined ? '' : wayToLink(said.steps, html`${qrCode(qr, said.qr)}${left(setting, expiresAt, QR_SECONDS)}`);
  return html`${typed}
${code === undefined ? '' : html`<p class="hint">${said.orScan}</p>`}
${scanned}
<p><a class="pill" href="${BASE}/number">${code === undefined ? said.byNumber : said.anotherCode}</a></p>`;
}

function wayToLink(steps: readonly string[], shown: Markup): Markup {
  return html`<section class="panel link">
<ol class="numbered">${steps.map((step) => html`<li>${step}</li>`)}</ol>
<div class="shown">${shown}</div>
</section>`;
}

/** `most`: what the bar is full with, in seconds. */
function left(setting: Setting, until: number | undefined, most: number): Markup | '' {
  if (until === undefined) return '';
  const seconds = Math.max(0, Math.ceil((until - setting.now) / 1000));
  const words = fill(channelTexts(setting.shop.language).telephone.left, { seconds });
  return html`<p class="left"><label>${words} <progress max="${most}" value="${seconds}"></progress></label></p>`;
}

/** What the bar is full with: the longest that either lasts. */
const QR_SECONDS = 60;
const CODE_SECONDS = 180;

/** `refused`: why the last asking got no code. `phone`: as she typed it. */
export function numberPage(setting: Setting, refused: 'bad-phone' | 'not-now' | 'refused' | null = null, phone = ''): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  return frame(
    setting,
    'channels',
    said.numberTitle,
    html`<h1>${said.numberTitle}</h1>
<p class="hint">${said.numberHint}</p>
${refused === null ? '' : html`<p class="refused" role="alert">${said.refused[refused]}</p>`}
<section class="panel">
<form class="number" method="post" action="${BASE}/number">
<label for="phone">${said.phone}</label>
<small id="phone-hint">${said.phoneHint}</small>
<input id="phone" name="phone" type="tel" inputmode="numeric" autocomplete="tel" aria-describedby="phone-hint" value="${phone}" required>
<button class="pill main">${said.askCode}</button>
</form>
</section>
<p><a class="pill" href="${BASE}">${said.byQr}</a></p>`,
  );
}

const RISK_TONES: Readonly<Record<Report['risk']['level'], Tone>> = { low: 'done', medium: 'work', high: 'alarm' };
const RISK_BARS: Readonly<Record<Report['risk']['level'], number>> = { low: 1, medium: 2, high: 3 };

function howItGoes(setting: Setting, report: Report): Markup {
  const said = channelTexts(setting.shop.language).telephone;
  const { risk, sent } = report;
  const at = (instant: number | null) => (instant === null ? said.never : time(setting, new Date(instant).toISOString()));
  return html`<section class="panel risk ${risk.level}">
<h2>${said.risk.title} ${state(RISK_TONES[risk.level], said.risk[risk.level])}</h2>
<svg class="bars" viewBox="0 0 92 12" aria-hidden="true" focusable="false">${[0, 1, 2].map((bar) => html`<rect class="${bar < RISK_BARS[risk.level] ? 'full' : 'empty'}" x="${bar * 32 + 0.5}" y="0.5" width="27" height="11" rx="5.5"/>`)}</svg>
<ul class="reasons">${risk.words.map((line) => html`<li>${line}</li>`)}</ul>
<p class="calm">${allowance(setting, sent)}</p>
</section>
<section class="panel">
<h2>${said.facts}</h2>
<dl class="facts">
${fact(said.number, report.number ?? said.unknown)}
${fact(said.since, at(report.since))}
${fact(said.lastIn, at(report.lastInboundAt))}
${fact(said.lastOut, at(report.lastOutboundAt))}
${fact(said.today, fill(said.of, { count: sent.day, most: sent.mostADay }))}
${fact(said.hour, fill(said.of, { count: sent.hour, most: sent.mostAnHour }))}
${fact(said.queued, String(report.queued))}
${report.foundLate > 0 ? fact(said.foundLate, String(report.foundLate)) : ''}
</dl>
<details>
<summary>${said.technical}</summary>
<dl class="facts">
${fact(said.lastAck, at(report.lastAckAt))}
${report.oldestUnackedAt === null ? '' : fact(said.unacked, at(report.oldestUnackedAt))}
${fact(said.version, report.version ?? said.unknown)}
${fact(said.library, report.libraryVersion)}
${fact(said.browser, report.browser === null ? said.unknown : [report.browser.path, report.browser.version].filter(Boolean).join(' · '))}
${fact(said.memory, report.memoryMiB === null ? said.memoryUnknown : fill(said.memoryOf, { count: Math.round(report.memoryMiB) }))}
${fact(said.restarts, String(report.restarts))}
${report.complaint === null ? '' : fact(said.complaint, report.complaint)}
</dl>
</details>
<details class="unlink">
<summary>${said.unlink}</summary>
<form method="post" action="${BASE}/unlink"><p>${said.unlinkSure}</p><button class="pill">${said.unlinkDo}</button></form>
</details>
</section>`;
}

/** How many messages may leave, and what becomes of the rest. */
function allowance(setting: Setting, { mostAnHour, mostADay, left, newUntil }: Report['sent']): Markup {
  const said = channelTexts(setting.shop.language).telephone.allowance;
  const numbers = { hour: mostAnHour, day: mostADay, left };
  if (newUntil === null) return html`${fill(said.usual, numbers)}`;
  const until = dayWords(setting.texts, localDate(newUntil, setting.shop.timeZone));
  return html`${fill(said.isNew, { ...numbers, until })}`;
}

function fact(name: string, value: string | Markup): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
