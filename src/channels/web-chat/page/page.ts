/**
 * The chat page as it leaves the server: complete in the customer's language before any script runs, so
 * that nothing jumps and a slow phone shows the shop at once. Its behaviour is in `chat.js`.
 */
import { html, raw } from 'hono/html';
import type { Language, Pronoun } from '../../../commerce/catalog.ts';
import type { PageFiles } from './page-files.ts';
import texts from './texts.json' with { type: 'json' };

/** `withdrawal`: the button to withdraw from a purchase. `complaints`: the complaints book. */
export type Right = 'withdrawal' | 'complaints';

/** What the page shows of the shop, already in words. */
export interface ShopFront {
  readonly name: string;
  readonly tagline: string;
  /** The language of these words. */
  readonly language: Language;
  /** What customers are called in Spanish. */
  readonly pronoun: Pronoun;
  /** Open now, and a sentence about it ("Hoy de 9:00 a 19:00") in every language the page may change to; null where the shop keeps no hours. */
  readonly hours: { readonly open: boolean; readonly words: Readonly<Record<Language, string>> } | null;
  /** File in `catalog/images/`. */
  readonly logo: string | null;
  /** What the law wants to be reached from the page at any moment. */
  readonly rights: readonly Right[];
  /** Payments are practice: no real money moves. */
  readonly practice: boolean;
}

type Markup = ReturnType<typeof html>;

/** @param campaign code of the link that opened the page. */
export function renderPage(shop: ShopFront, files: PageFiles, campaign: string | null): Markup {
  const spoken = textsFor(shop);
  const words = spoken[shop.language];
  return html`<!doctype html>
<html lang="${shop.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#FBF7F0" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141816" media="(prefers-color-scheme: dark)">
<meta name="description" content="${shop.tagline}">
<title>${words.title.replace('{shop}', shop.name)}</title>
<link rel="icon" type="image/svg+xml" href="${shop.logo === null ? files.path('icon.svg') : imagePath(shop.logo)}">
<link rel="stylesheet" href="${files.path('chat.css')}">
${files.scripts.map((name) => html`<link rel="modulepreload" href="${files.path(name)}">`)}
<script type="module" src="${files.path('chat.js')}"></script>
</head>
<body>
<header class="top">
  ${shop.logo === null ? html`<span class="mark" aria-hidden="true">${Array.from(shop.name)[0] ?? ''}</span>` : html`<img class="mark" src="${imagePath(shop.logo)}" alt="" width="44" height="44">`}
  <div class="who"><h1>${shop.name}</h1><p class="tagline">${shop.tagline}</p>${shop.hours && hours(shop.hours.open, words)}</div>
</header>
<main>
${shop.practice ? html`<p class="practice" data-text="practice">${words.practice}</p>` : ''}
<div class="talk">
  <div class="scroll" tabindex="0" role="region" aria-label="${words.log}" data-label="log">
    <section class="welcome" hidden>
      <h2 data-text="welcome.title">${words['welcome.title']}</h2>
      <p data-text="welcome.text">${words['welcome.text']}</p>
      <ul class="examples" aria-label="${words['welcome.examples']}" data-label="welcome.examples">
        ${(['welcome.example1', 'welcome.example2', 'welcome.example3'] as const).map(
          (key) => html`<li><button type="button" class="pill" data-text="${key}">${words[key]}</button></li>`,
        )}
      </ul>
    </section>
    <div class="log" role="log" aria-live="off" aria-label="${words.log}" data-label="log"></div>
    <div class="dots" hidden><span class="sr" data-text="typing">${words.typing}</span><i></i><i></i><i></i></div>
    <noscript><p class="notice">${words.noscript}</p></noscript>
  </div>
  <button type="button" class="newer" hidden><span></span>${icon('down')}</button>
</div>
<p class="connection" role="status" hidden></p>
<form class="composer" novalidate>
  <div class="preview" hidden>
    <img alt="${words['picture.preview']}" data-alt="picture.preview" hidden>
    <audio controls aria-label="${words['voice.preview']}" data-label="voice.preview" hidden></audio>
    <p class="document" role="status" hidden><span class="sr" data-text="document.preview">${words['document.preview']}</span>${icon('document')}<span></span></p>
    <button type="button" class="round remove" aria-label="${words['file.remove']}" data-label="file.remove">${icon('cross')}</button>
  </div>
  <p class="problem" role="alert" hidden></p>
  <label class="round attach"><span class="sr" data-text="composer.attach">${words['composer.attach']}</span>${icon('clip')}<input class="sr" type="file" accept="image/*,audio/*,application/pdf,.pdf"></label>
  <textarea rows="1" enterkeyhint="send" autocomplete="off" maxlength="4096" aria-label="${words['composer.label']}" data-label="composer.label" placeholder="${words['composer.placeholder']}" data-placeholder="composer.placeholder"></textarea>
  <div class="recording" hidden>
    <button type="button" class="round discard-note" aria-label="${words['voice.discard']}" data-label="voice.discard">${icon('cross')}</button>
    <p><span role="status" data-text="voice.recording">${words['voice.recording']}</span> <span class="time" role="timer"></span></p>
    <button type="button" class="round stop" aria-label="${words['voice.stop']}" data-label="voice.stop">${icon('check')}</button>
  </div>
  <button type="button" class="round record" aria-label="${words['voice.record']}" data-label="voice.record" hidden>${icon('microphone')}</button>
  <button class="round send" aria-label="${words['composer.send']}" data-label="composer.send">${icon('send')}</button>
</form>
${shop.rights.length === 0 ? '' : rights(shop.rights, words)}
</main>
<script type="application/json" id="page-data">${dataBlock({ texts: spoken, language: shop.language, name: shop.name, campaign })}</script>
</body>
</html>`;
}

/** Each language as this shop speaks it. */
function textsFor({ pronoun, hours: keeps }: ShopFront): Record<Language, Words> {
  const { 'es-vos': vos, es, pt, en } = texts;
  const said = (language: Language) => ({ 'hours.today': keeps?.words[language] ?? '' });
  return {
    es: { ...es, ...(pronoun === 'vos' && vos), ...said('es') },
    pt: { ...pt, ...said('pt') },
    en: { ...en, ...said('en') },
  };
}

type Words = (typeof texts)['es'] & { readonly 'hours.today': string };

/** Tapped, each says its own words in the chat. */
function rights(of: readonly Right[], words: Words): Markup {
  const button = (key: `rights.${Right}`) => html`<button type="button" data-text="${key}">${words[key]}</button>`;
  return html`<p class="rights">${of.map((right) => button(`rights.${right}`))}</p>`;
}

function hours(open: boolean, words: Words): Markup {
  const state = open ? 'open' : 'closed';
  return html`<p class="hours ${state}"><b data-text="${state}">${words[state]}</b><span data-text="hours.today">${words['hours.today']}</span></p>`;
}

function imagePath(name: string): string {
  return `/images/${encodeURIComponent(name)}`;
}

/** Data for the script, safe inside a script element. */
function dataBlock(data: object): Markup {
  return html`${raw(JSON.stringify(data).replaceAll('<', '\\u003c'))}`;
}

const ICONS = {
  send: '<path d="M4 12 20 4l-5 16-4-6z"/><path d="m11 14 4-5"/>',
  clip: '<path d="m19.5 11.5-7.4 7.4a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l6.9-6.8"/>',
  document:
    '<path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5M9 13h6M9 16.5h4"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7"/>',
  microphone: '<rect x="9" y="3.5" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>',
  down: '<path d="m6 10 6 6 6-6"/>',
  cross: '<path d="m6 6 12 12M18 6 6 18"/>',
} as const;

function icon(name: keyof typeof ICONS): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${raw(ICONS[name])}</svg>`;
}
