/** A sheet for the counter: who, by what, and a code that opens the chat. Made to be printed. */
import { html } from 'hono/html';
import { frame, type Markup, type Setting } from '../layout.ts';
import { fill } from '../texts.ts';
import type { ChannelOnPage } from './deps.ts';
import { shown } from './list-page.ts';
import { qrCode } from './qr.ts';
import { channelTexts } from './texts.ts';

export function counterPage(setting: Setting, { name, link }: ChannelOnPage): Markup {
  const words = channelTexts(setting.shop.language);
  const said = words.counterPage;
  const title = name === 'web' ? said.titleWeb : fill(said.title, { channel: publicName(words.names[name]) });
  if (link === null) {
    return frame(
      setting,
      'channels',
      title,
      html`<section class="notice"><h1>${said.none}</h1><p><a class="pill main" href="/seller/channels">${said.back}</a></p></section>`,
    );
  }
  return frame(
    setting,
    'channels',
    title,
    html`<section class="card counter">
<p class="shop">${setting.shop.name}</p>
<h1>${title}</h1>
${qrCode(link, fill(said.qr, { link: shown(link) }))}
<p>${said.how}</p>
<p class="address">${shown(link)}</p>
</section>
<p class="hint unprinted">${said.print} <a href="/seller/channels">${said.back}</a></p>`,
  );
}

/** Customers know WhatsApp, and not by which of its doors the shop is there. */
function publicName(name: string): string {
  return name.startsWith('WhatsApp') ? 'WhatsApp' : name;
}
