/** Every channel with how it stands, the link for customers, and the next step where there is one. */
import { html } from 'hono/html';
import { frame, type Markup, type Setting, state, type Tone } from '../layout.ts';
import { fill } from '../texts.ts';
import type { ChannelOnPage } from './deps.ts';
import { channelTexts } from './texts.ts';

const TONES: Readonly<Record<ChannelOnPage['standing'], Tone>> = { works: 'done', here: 'go', trouble: 'alarm', off: 'dead' };

/** What is typed into the terminal to connect each. */
const COMMANDS: Readonly<Record<ChannelOnPage['name'], string>> = {
  web: 'npm run -s connect -- address',
  telegram: 'npm run -s connect -- telegram',
  'whatsapp-web': 'npm run -s connect -- whatsapp',
  'whatsapp-cloud': 'npm run -s connect -- whatsapp-cloud',
};

export function channelsPage(setting: Setting, channels: readonly ChannelOnPage[]): Markup {
  const words = channelTexts(setting.shop.language);
  return frame(
    setting,
    'channels',
    words.title,
    html`<h1>${titleOf(setting, channels)}</h1>
<p class="hint">${words.hint}</p>
<ul class="channels">${channels.map((channel) => card(setting, channel))}</ul>`,
  );
}

function titleOf(setting: Setting, channels: readonly ChannelOnPage[]): string {
  const words = channelTexts(setting.shop.language);
  const inNeed = channels.filter(({ standing }) => standing === 'trouble');
  const [only] = inNeed;
  if (only && inNeed.length === 1) return fill(words.oneNeeds, { channel: words.names[only.name] });
  if (inNeed.length > 1) return fill(words.manyNeed, { count: inNeed.length });
  const working = channels.filter(({ standing }) => standing === 'works').map(({ name }) => words.names[name]);
  if (working.length === 0) return words.onlyHere;
  const list = working.length === 1 ? working.join('') : [working.slice(0, -1).join(', '), working.at(-1)].join(words.and);
  return fill(words.allWell, { channels: list });
}

function card(setting: Setting, channel: ChannelOnPage): Markup {
  const words = channelTexts(setting.shop.language);
  const { name, standing, link } = channel;
  return html`<li class="card channel">
<h2>${words.names[name]} ${state(TONES[standing], words.standing[standing])}</h2>
${standing === 'trouble' ? html`<p>${channel.words}</p>` : ''}
${standing === 'off' ? html`<p class="calm">${words.off[name]}</p><p>${words.connect}</p><pre><code>${COMMANDS[name]}</code></pre>` : ''}
${standing === 'here' ? html`<p class="calm">${words.here}</p><pre><code>${COMMANDS[name]}</code></pre>` : ''}
${link === null ? '' : html`<p><span class="label">${words.link}</span> <a class="reach" href="${link}">${shown(link)}</a></p>`}
<div class="steps">
${name === 'whatsapp-web' && standing !== 'off' ? html`<a class="pill${standing === 'trouble' ? ' main' : ''}" href="/seller/channels/whatsapp-web" aria-label="${fill(words.openAbout, { channel: words.names[name] })}">${words.open}</a>` : ''}
${link === null ? '' : html`<a class="pill" href="/seller/channels/${name}/counter" aria-label="${fill(words.counterAbout, { channel: words.names[name] })}">${words.counter}</a>`}
</div>
</li>`;
}

/** As people write an address. */
export function shown(link: string): string {
  return link.replace(/^https?:\/\//, '').replace(/\/?(\?.*)?$/, '');
}
