/** What the pages about channels need of the channels. */
import type { WhatsAppWebChannel } from '../../../channels/whatsapp-web/channel.ts';

export const CHANNEL_NAMES = ['web', 'telegram', 'whatsapp-web', 'whatsapp-cloud'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

export interface ChannelOnPage {
  readonly name: ChannelName;
  /** `here`: it works, and only on this machine; `off`: the settings do not name it. */
  readonly standing: 'works' | 'here' | 'trouble' | 'off';
  /** What is wrong, as the channel says it; empty where nothing is. */
  readonly words: string;
  /** By which customers open a chat; null where nobody could. */
  readonly link: string | null;
}

/** WhatsApp on the seller's telephone, as far as a page goes. */
export type Telephone = Pick<
  WhatsAppWebChannel,
  'linking' | 'report' | 'requestCode' | 'showNewQr' | 'unlink' | 'giveConsent' | 'fetchBrowser'
>;

export interface ChannelDeps {
  /** All of them, in the order of the page. */
  readonly channels: () => readonly ChannelOnPage[];
  /** null where the settings do not name it. */
  readonly telephone: Telephone | null;
}
