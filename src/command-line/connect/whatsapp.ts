/**
 * `npm run -s connect -- whatsapp`: the honest risk first, then a yes, then the switch. The telephone is linked from
 * the seller's page.
 */
import { fill } from '../terminal.ts';
import { keep, offWords, type Walk } from './walk.ts';

export async function connectWhatsApp(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.whatsapp;
  talk.say(...said.risk);
  const given = await talk.ask(said.consent);
  if (given.toLowerCase() !== said.consentWord) return talk.say(said.noConsent);
  await keep(walk, { WHATSAPP_WEB: 'yes' });
  talk.say(walk.openAt === null ? said.later : fill(said.shopOpen, { url: walk.openAt }));
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
