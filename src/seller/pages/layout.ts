/** The frame of every page of the seller, and the small pieces that all of them use. */
import { html } from 'hono/html';
import type { Shop } from '../../commerce/catalog.ts';
import type { StockDeps } from '../desk/stock-desk.ts';
import type { SellerDeps } from './deps.ts';
import { type PageTexts, pageTexts, whenWords } from './texts.ts';

export type Markup = ReturnType<typeof html>;

/** What every page knows: whose shop, in which words, at what time. */
export interface Setting {
  readonly shop: Shop;
  readonly texts: PageTexts;
  readonly practice: boolean;
  /** ms since the epoch. */
  readonly now: number;
  /** Address of the style, which changes with its content. */
  readonly style: string;
  /** The shelf, for what has to be said of it wherever an order is shown. */
  readonly level: StockDeps['level'];
}

export function settingOf(
  { shop: shopNow, practice, now, level }: Pick<SellerDeps, 'shop' | 'practice' | 'now' | 'level'>,
  style: string,
): Setting {
  const shop = shopNow();
  return { shop, texts: pageTexts(shop.language), practice, now: now(), style, level };
}

export type Section = 'today' | 'orders' | 'stock' | 'promotions' | 'complaints' | 'channels' | 'team';

/** `at`: the section the seller is in; null on pages before the door, which show no sections. */
export function frame(setting: Setting, at: Section | null, title: string, content: Markup): Markup {
  const { texts, shop } = setting;
  return html`<!doctype html>
<html lang="${shop.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#FBF7F0" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141816" media="(prefers-color-scheme: dark)">
<title>${title} · ${shop.name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${setting.style}">
</head>
<body>
<a class="skip" href="#content">${texts.nav.skip}</a>
<header>
<div class="top"><p class="shopname">${shop.name}</p>${at === null ? '' : sections(texts, at)}</div>
${setting.practice ? html`<p class="practice">${sign('work')} ${texts.practice}</p>` : ''}
</header>
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>`;
}

function sections(texts: PageTexts, at: Section): Markup {
  const link = (section: Section, href: string) =>
    html`<a href="${href}"${at === section ? html` aria-current="page"` : ''}>${texts.nav[section]}</a>`;
  return html`<nav class="sections" aria-label="${texts.nav.label}">
${link('today', '/seller')}
${link('orders', '/seller/orders')}
${link('stock', '/seller/stock')}
${link('promotions', '/seller/promotions')}
${link('complaints', '/seller/complaints')}
${link('team', '/seller/team')}
${link('channels', '/seller/channels')}
<form method="post" action="/seller/leave"><button class="quiet">${texts.nav.leave}</button></form>
</nav>`;
}

/** A page that only says something: what happened, what is safe, what to do. */
export function notice(setting: Setting, title: string, words: readonly string[], action: Markup | string = ''): Markup {
  return frame(
    setting,
    null,
    title,
    html`<section class="notice"><h1>${title}</h1>${words.map((line) => html`<p>${line}</p>`)}${action}</section>`,
  );
}

/** What a state means to the seller. Each has its own shape, so that colour is never alone. */
export type Tone = 'wait' | 'work' | 'go' | 'done' | 'dead' | 'alarm';

const SHAPES: Readonly<Record<Tone, Markup>> = {
  wait: html`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  work: html`<path d="M8 1l7 7-7 7-7-7z"/>`,
  go: html`<path d="M3 2l11 6-11 6z"/>`,
  done: html`<path d="M2 8.5l4 4 8-9" fill="none" stroke="currentColor" stroke-width="3"/>`,
  dead: html`<path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  alarm: html`<path d="M8 1l7.5 14H.5z"/>`,
};

export function sign(tone: Tone): Markup {
  return html`<svg class="sign ${tone}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${SHAPES[tone]}</svg>`;
}

/** A state as word, shape and colour. */
export function state(tone: Tone, words: string): Markup {
  return html`<span class="state">${sign(tone)}${words}</span>`;
}

/** An instant for people, exact for programs. `instant`: ISO. */
export function time(setting: Setting, instant: string): Markup {
  return html`<time datetime="${instant}">${whenWords(setting.texts, instant, setting.now, setting.shop.timeZone)}</time>`;
}
