/**
 * `npm run -s connect` alone: what is connected and what is not, each asked on the spot, with its next step.
 */
import { fill } from '../terminal.ts';
import { mercadoPagoNow } from './mercado-pago.ts';
import { telegramNow } from './telegram.ts';
import { type Checked, offWords, type Walk } from './walk.ts';
import { whatsAppIsOn } from './whatsapp.ts';
import { cloudNow, worries } from './whatsapp-cloud.ts';

export async function overview(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.overview;
  const url = walk.value('PUBLIC_URL');
  const [telegram, cloud, mercadoPago] = await Promise.all([telegramNow(walk), cloudNow(walk), mercadoPagoNow(walk)]);
  const line = (name: string, state: string) => `  · ${name}: ${state}`;
  talk.say(
    said.title,
    '',
    line(said.web, url === undefined ? said.webLocal : fill(said.webPublic, { url })),
    line(
      said.telegram,
      standing(walk, 'telegram', telegram, ({ name, username }) => `${name} (@${username})`),
    ),
    line(said.whatsapp, whatsAppIsOn(walk) ? said.whatsappOn : offWords(walk, 'whatsapp')),
    line(
      said.cloud,
      standing(walk, 'whatsapp-cloud', cloud, (number) => [`${number.name} ${number.shown}`, ...worries(walk, number)].join(' · ')),
    ),
    line(
      said.mercadopago,
      standing(walk, 'mercadopago', mercadoPago, ({ nickname }) => nickname),
    ),
    '',
    walk.openAt === null ? said.shopClosed : fill(said.shopOpen, { url: walk.openAt }),
  );
}

function standing<Good>({ words }: Walk, name: string, checked: Checked<Good> | null, who: (good: Good) => string): string {
  const said = words.overview;
  if (checked === null) return offWords({ words }, name);
  return 'good' in checked ? fill(said.good, { who: who(checked.good) }) : fill(said.bad, { problem: checked.bad });
}
