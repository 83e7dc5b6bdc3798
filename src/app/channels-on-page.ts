/**
 * The channels as the seller's page shows them: those that are open and those that could be, and her telephone where
 * it is one of them.
 */
import type { Channel } from '../channels/port.ts';
import type { WhatsAppWebChannel } from '../channels/whatsapp-web/channel.ts';
import { CHANNEL_NAMES, type ChannelDeps, type ChannelOnPage } from '../seller/pages/channels/deps.ts';

/** Ready to be sent when a customer opens a chat by a link: a greeting, in every language of the shop near enough. */
const FIRST_WORDS = 'hola';

/** `publicUrl`: where customers reach the shop; null: only this machine does. */
export function channelsOnPage(channels: ReadonlyMap<string, Channel>, publicUrl: string | null): ChannelDeps {
  return {
    channels: () => CHANNEL_NAMES.map((name) => onPage(name, channels.get(name), publicUrl)),
    telephone: [...channels.values()].find(isTelephone) ?? null,
  };
}

function onPage(name: ChannelOnPage['name'], channel: Channel | undefined, publicUrl: string | null): ChannelOnPage {
  if (!channel) return { name, standing: 'off', words: '', link: null };
  const { ok, words } = channel.health();
  const here = name === 'web' && publicUrl === null;
  const link = here ? null : (channel.invite?.(FIRST_WORDS) ?? null);
  return { name, standing: !ok ? 'trouble' : here ? 'here' : 'works', words: ok ? '' : words, link };
}

function isTelephone(channel: Channel): channel is WhatsAppWebChannel {
  return channel.name === 'whatsapp-web' && 'linking' in channel;
}
