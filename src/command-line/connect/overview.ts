/**
 * `npm run -s connect` alone: what is connected and what is not, each asked on the spot, with what the open shop says of
 * it and with its next step.
 */
import { z } from 'zod';
import { fill } from '../terminal.ts';
import { mercadoPagoNow } from './mercado-pago.ts';
import { askJson } from './network.ts';
import { telegramNow } from './telegram.ts';
import { type Checked, offWords, type Walk } from './walk.ts';
import { whatsAppIsOn } from './whatsapp.ts';
import { cloudNow, worries } from './whatsapp-cloud.ts';

export async function overview(walk: Walk): Promise<void> {
  const { talk, words, openAt } = walk;
  const said = words.overview;
  const url = walk.value('PUBLIC_URL');
  const [telegram, cloud, mercadoPago, health, opensItself] = await Promise.all([
    telegramNow(walk),
    cloudNow(walk),
    mercadoPagoNow(walk),
    channelsOf(walk),
    walk.service?.isInstalled(walk.home),
  ]);
  const line = (name: string, state: string, channel = '') => {
    const told = health.get(channel);
    const trouble = told && !told.ok ? ` ${fill(said.shopSays, { words: told.words })}` : '';
    return `  · ${name}: ${state}${trouble}`;
  };
  const bot = standing(walk, 'telegram', telegram, ({ name, username }) => `${name} (@${username})`);
  const number = standing(walk, 'whatsapp-cloud', cloud, (one) => [`${one.name} ${one.shown}`, ...worries(walk, one)].join(' · '));
  talk.say(
    said.title,
    '',
    line(said.web, url === undefined ? said.webLocal : fill(said.webPublic, { url }), 'web'),
    line(said.telegram, bot, 'telegram'),
    line(said.whatsapp, whatsAppIsOn(walk) ? said.whatsappOn : offWords(walk, 'whatsapp'), 'whatsapp-web'),
    line(said.cloud, number, 'whatsapp-cloud'),
    line(
      said.mercadopago,
      standing(walk, 'mercadopago', mercadoPago, ({ nickname }) => nickname),
    ),
    '',
    line(said.itself, opensItself ? said.itselfOn : said.itselfOff),
    line(said.copy, walk.value('BACKUP_TO') ?? said.copyOff),
    '',
    openAt === null ? said.shopClosed : fill(said.shopOpen, { url: openAt }),
  );
}

function standing<Good>({ words }: Walk, name: string, checked: Checked<Good> | null, who: (good: Good) => string): string {
  const said = words.overview;
  if (checked === null) return offWords({ words }, name);
  return 'good' in checked ? fill(said.good, { who: who(checked.good) }) : fill(said.bad, { problem: checked.bad });
}

const healthSchema = z.object({ channels: z.record(z.string(), z.object({ ok: z.boolean(), words: z.string() })) });

/** What the open shop says of its channels, by name; nothing while it is closed. */
async function channelsOf({
  openAt,
  fetched,
  value,
}: Walk): Promise<ReadonlyMap<string, { readonly ok: boolean; readonly words: string }>> {
  const key = value('SELLER_KEY');
  const init = key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } };
  const asked = openAt === null ? null : await askJson(fetched, `${openAt}/health`, init);
  const health = asked?.answered ? healthSchema.safeParse(asked.answer.body) : null;
  return new Map(health?.success ? Object.entries(health.data.channels) : []);
}
