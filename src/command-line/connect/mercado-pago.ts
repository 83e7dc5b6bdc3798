/**
 * `npm run -s connect -- mercadopago`: from practice payments to real ones.
 */
import { filesHere } from '../data-command.ts';
import { fill } from '../terminal.ts';
import { askAccount, type SellerAccount } from './mercado-pago-check.ts';
import { pastedSecret } from './pasted.ts';
import { agrees, askUntilGood, type Checked, keep, offWords, silence, type Walk } from './walk.ts';

/** As the settings take it. */
const SECRET = /^\S{32,}$/;

export async function connectMercadoPago(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.mercadopago;
  const now = await mercadoPagoNow(walk);
  if (now && 'good' in now) {
    talk.say(fill(said.already, { nickname: now.good.nickname }));
    if (!(await agrees(walk, said.change, false))) return tellAbout(walk, now.good);
  } else if (now) talk.say(now.bad, '');
  talk.say(...said.intro);
  const given = await askUntilGood(walk, said.ask, (token) => checkAccount(walk, token));
  if (given === null) return talk.say(words.left);
  if (given.good) await tellAbout(walk, given.good);
  const secret = await askWebhookSecret(walk);
  if (secret === 'needed') return talk.say(said.secretNeeded);
  await keep(walk, { MERCADOPAGO_ACCESS_TOKEN: given.secret, ...(secret !== null && { MERCADOPAGO_WEBHOOK_SECRET: secret }) });
}

/** How the token that is set fares; null where none is. */
export async function mercadoPagoNow(walk: Walk): Promise<Checked<SellerAccount> | null> {
  const token = walk.value('MERCADOPAGO_ACCESS_TOKEN');
  return token === undefined ? null : checkAccount(walk, token);
}

/** Whether the account that is set works. */
export async function checkMercadoPago(walk: Walk): Promise<boolean> {
  const now = await mercadoPagoNow(walk);
  if (now && 'good' in now) await tellAbout(walk, now.good);
  else walk.talk.say(now ? now.bad : offWords(walk, 'mercadopago'));
  return now !== null && 'good' in now;
}

async function checkAccount(walk: Walk, token: string): Promise<Checked<SellerAccount>> {
  const said = walk.words.mercadopago;
  const answer = await askAccount(walk.fetched, walk.mercadoPagoUrl, token);
  if (!answer.ok && answer.why === 'no-answer') return { bad: silence(walk, answer.cause, said.host), reached: false };
  if (!answer.ok) return { bad: said.why[answer.why], reached: answer.why !== 'busy' };
  return answer.account.currency === null ? { bad: said.otherCountry, reached: true } : { good: answer.account };
}

async function tellAbout(walk: Walk, account: SellerAccount): Promise<void> {
  const { talk, words } = walk;
  const said = words.mercadopago;
  const { nickname, country, currency } = account;
  talk.say('', fill(said.found, { nickname, country: country ?? '', currency: currency ?? '' }));
  if (account.test) talk.say(said.test);
  const shop = await shopCurrency(walk);
  if (shop !== null && shop !== currency) talk.say(fill(said.otherCurrency, { shop, currency: currency ?? '' }));
}

/** null where the seller's files have mistakes: those are told when the shop opens. */
async function shopCurrency({ home, language }: Walk): Promise<string | null> {
  return filesHere(home, language).then(
    ({ shop }) => shop.currency,
    () => null,
  );
}

/** null where none is given and none is needed; `needed`: the shop would not open without. */
async function askWebhookSecret(walk: Walk): Promise<string | null | 'needed'> {
  const { talk, words } = walk;
  const said = words.mercadopago;
  const url = walk.value('PUBLIC_URL');
  if (url === undefined) {
    talk.say('', said.noAddress);
    return null;
  }
  talk.say('', ...said.webhook.map((line) => fill(line, { webhook: `${url}/webhooks/mercadopago` })));
  const there = walk.value('MERCADOPAGO_WEBHOOK_SECRET');
  for (;;) {
    const secret = pastedSecret(await talk.askSecret(said.askSecret));
    if (secret === '') return there === undefined ? 'needed' : null;
    if (SECRET.test(secret)) return secret;
    talk.say(said.secretShape);
  }
}
