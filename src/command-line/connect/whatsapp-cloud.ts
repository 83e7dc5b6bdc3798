/**
 * `npm run -s connect -- whatsapp-cloud`: the number on Meta's own API, with each of its secrets checked, and the two
 * steps that are forgotten most: the subscription of the app, and the address that Meta brings messages to.
 */
import { formatLocal } from '../../commerce/calendar.ts';
import { GRAPH_VERSION } from '../../config/channel-settings.ts';
import type { SettingName } from '../../config/settings.ts';
import { fill } from '../terminal.ts';
import { pastedSecret } from './pasted.ts';
import { agrees, type Checked, keep, offWords, SECRET_LENGTH, silence, type Walk } from './walk.ts';
import { askCloud, type CloudNumber, type CloudSecrets, GRAPH_URL, letItHear, verifyWebhook } from './whatsapp-cloud-check.ts';

const SHAPES = { phoneId: /^\d{5,20}$/, token: /^\S{20,}$/, appSecret: /^[0-9a-f]{32}$/ } satisfies Record<keyof CloudSecrets, RegExp>;

export async function connectCloud(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.cloud;
  const now = await cloudNow(walk);
  if (now && 'good' in now) {
    talk.say(fill(said.already, { name: now.good.name, shown: now.good.shown }));
    if (!(await agrees(walk, said.change, false))) return finish(walk, now.good);
  } else if (now) talk.say(now.bad, '');
  else {
    talk.say(...said.intro);
    if (!(await agrees(walk, said.goOn, true))) return talk.say(words.left);
  }
  if (walk.value('PUBLIC_URL') === undefined) return talk.say(said.needsAddress);
  talk.say(...said.steps);
  const secrets = await askSecrets(walk);
  if (secrets === null) return talk.say(words.left);
  const { checked, token, phoneId, appSecret } = secrets;
  if (checked) talk.say('', fill(said.found, { name: checked.name, shown: checked.shown }));
  const verifyToken = walk.value('WHATSAPP_CLOUD_VERIFY_TOKEN') ?? walk.newId(SECRET_LENGTH);
  await keep(walk, {
    WHATSAPP_CLOUD_PHONE_ID: phoneId,
    WHATSAPP_CLOUD_TOKEN: token,
    WHATSAPP_CLOUD_APP_SECRET: appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken,
  });
  if (checked) await finish(walk, checked, token);
  talk.say('', ...said.paste.map((line) => fill(line, { webhook: webhookOf(walk), verifyToken })));
}

const NAMES = {
  token: 'WHATSAPP_CLOUD_TOKEN',
  phoneId: 'WHATSAPP_CLOUD_PHONE_ID',
  appSecret: 'WHATSAPP_CLOUD_APP_SECRET',
} as const satisfies Record<keyof CloudSecrets, SettingName>;

/** How what is set fares; null where nothing is. */
export async function cloudNow(walk: Walk): Promise<Checked<CloudNumber> | null> {
  const [token, phoneId, appSecret] = [walk.value(NAMES.token), walk.value(NAMES.phoneId), walk.value(NAMES.appSecret)];
  return token === undefined || phoneId === undefined || appSecret === undefined ? null : checkSecrets(walk, { token, phoneId, appSecret });
}

async function checkSecrets(walk: Walk, secrets: CloudSecrets): Promise<Checked<CloudNumber>> {
  const said = walk.words.cloud;
  const answer = await askCloud(walk.fetched, apiOf(walk), secrets);
  if (answer.ok) return { good: answer.number };
  if (answer.why === 'no-answer') return { bad: silence(walk, answer.cause, said.host), reached: false };
  return { bad: fill(said.why[answer.why], { code: answer.code ?? '?' }), reached: answer.why !== 'busy' };
}

function apiOf(walk: Walk): string {
  const origin = walk.value('WHATSAPP_CLOUD_API_URL') ?? GRAPH_URL;
  return `${origin}/${walk.value('WHATSAPP_CLOUD_API_VERSION') ?? GRAPH_VERSION}`;
}

function webhookOf(walk: Walk): string {
  return `${walk.value('PUBLIC_URL') ?? ''}/webhooks/whatsapp`;
}

/** Until all three fit each other; null where she leaves. */
async function askSecrets(walk: Walk): Promise<(CloudSecrets & { readonly checked: CloudNumber | null }) | null> {
  const { talk, words } = walk;
  const said = words.cloud;
  for (;;) {
    const phoneId = await askShaped(walk, said.askPhoneId, 'phoneId', false);
    if (phoneId === null) return null;
    const token = await askShaped(walk, said.askToken, 'token', true);
    if (token === null) return null;
    const appSecret = await askShaped(walk, said.askAppSecret, 'appSecret', true);
    if (appSecret === null) return null;
    const checked = await checkSecrets(walk, { token, phoneId, appSecret });
    if ('good' in checked) return { token, phoneId, appSecret, checked: checked.good };
    talk.say(checked.bad);
    if (!checked.reached && (await agrees(walk, words.anyway, false))) return { token, phoneId, appSecret, checked: null };
    if (!(await agrees(walk, words.again, true))) return null;
  }
}

async function askShaped({ talk, words }: Walk, question: string, what: keyof CloudSecrets, secret: boolean): Promise<string | null> {
  for (;;) {
    const given = pastedSecret(await (secret ? talk.askSecret(question) : talk.ask(question)));
    if (given === '') return null;
    if (SHAPES[what].test(given)) return given;
    talk.say(words.cloud.shape[what]);
  }
}

/** What Meta told besides: what is wrong in the long run, and what is still to do. */
async function finish(walk: Walk, number: CloudNumber, token = walk.value(NAMES.token) ?? ''): Promise<void> {
  const { talk, words } = walk;
  const said = words.cloud;
  for (const line of worries(walk, number)) talk.say(line);
  if (number.hears === false) {
    talk.say(said.deaf);
    if (await agrees(walk, said.hear, true)) {
      talk.say((await letItHear(walk.fetched, apiOf(walk), token, number.accounts)) ? said.hears : said.hearsNot);
    }
  }
  talk.say(fill(said.link, { link: `https://wa.me/${number.shown.replaceAll(/\D/g, '')}` }));
}

export function worries({ words }: Pick<Walk, 'words'>, number: CloudNumber): readonly string[] {
  const said = words.cloud;
  return [
    ...(number.test ? [said.test] : []),
    ...(number.quality === 'RED' || number.quality === 'YELLOW' ? [fill(said.quality, { quality: number.quality })] : []),
    ...(number.tokenEndsAt === null ? [] : [fill(said.tokenEnds, { when: formatLocal(number.tokenEndsAt, 'UTC', 'YYYY-MM-DD') })]),
    ...(number.lacks.length === 0 ? [] : [fill(said.lacks, { scopes: number.lacks.join(', ') })]),
  ];
}

/** Whether what is set works, up to the address that Meta asks. */
export async function checkCloud(walk: Walk): Promise<boolean> {
  const now = await cloudNow(walk);
  if (now === null || 'bad' in now) {
    walk.talk.say(now ? now.bad : offWords(walk, 'whatsapp-cloud'));
    return false;
  }
  const found = worries(walk, now.good);
  walk.talk.say(fill(walk.words.cloud.found, { name: now.good.name, shown: now.good.shown }), ...found);
  if (now.good.hears === false) walk.talk.say(walk.words.cloud.deaf);
  return (await checkWebhook(walk)) && found.length === 0 && now.good.hears !== false;
}

/** Asks the shop's address as Meta will, and says what came; only an open shop that was restarted can answer well. */
async function checkWebhook(walk: Walk): Promise<boolean> {
  const { talk, words, newId } = walk;
  const said = words.cloud;
  const verifyToken = walk.value('WHATSAPP_CLOUD_VERIFY_TOKEN');
  if (verifyToken === undefined || walk.value('PUBLIC_URL') === undefined) return false;
  const challenge = String(Number.parseInt(newId(CHALLENGE_LENGTH), 36));
  const came = await verifyWebhook(walk.fetched, webhookOf(walk), verifyToken, challenge);
  talk.say(came.verified ? said.verified : fill(said.notVerified[came.why], { webhook: webhookOf(walk) }));
  return came.verified;
}

/** 36^9 is a whole number that JSON holds exactly. */
const CHALLENGE_LENGTH = 9;
