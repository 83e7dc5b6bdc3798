/**
 * `npm run -s connect -- address`: the ways to an address on the internet, and whether the one there is really leads
 * to this shop, with everything whole.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopback, type SettingName } from '../../config/settings.ts';
import { DoorTaken, makeDoor } from '../../door.ts';
import { reachRoutes } from '../../reach.ts';
import { fill } from '../terminal.ts';
import { type AddressAnswer, certificateEnds, checkAddress } from './address-check.ts';
import { caddyfile } from './caddyfile.ts';
import { agrees, choose, keep, SECRET_LENGTH, type Walk } from './walk.ts';

/** In the order of the texts. */
const WAYS = ['quick', 'named', 'server', 'own', 'none'] as const;
type Way = (typeof WAYS)[number];

/** What the shop then stands behind, by which it must tell its customers apart. */
const PROXIES: Readonly<Partial<Record<Way, string>>> = { quick: 'cloudflared', named: 'cloudflared', server: 'Caddy' };

export async function connectAddress(walk: Walk): Promise<void> {
  const { talk, words } = walk;
  const said = words.address;
  const now = walk.value('PUBLIC_URL');
  talk.say(...said.intro);
  if (now !== undefined) {
    talk.say(fill(said.now, { url: now }));
    await tellCheck(walk, now);
    if (!(await agrees(walk, said.change, false))) return;
  }
  const way = WAYS[await choose(walk, said.how, said.ways)] ?? 'none';
  if (way === 'none') return talk.say(said.none);
  if (way !== 'own') talk.say('', ...said[way].map((line) => fill(line, { port: walk.port })));
  const url = await askAddress(walk);
  if (url === null) return talk.say(words.left);
  if (way === 'server') await offerCaddyfile(walk, new URL(url).hostname);
  const good = await tellCheck(walk, url);
  if (!good && !(await agrees(walk, said.anyway, false))) return talk.say(words.left);
  const proxy = PROXIES[way];
  const needsKey = !isLoopback(walk.host) && walk.value('SELLER_KEY') === undefined;
  const changes: Partial<Record<SettingName, string>> = {
    PUBLIC_URL: url,
    ...(proxy !== undefined && { TRUST_PROXY: 'yes' }),
    ...(needsKey && { SELLER_KEY: walk.newId(SECRET_LENGTH) }),
  };
  await keep(walk, changes);
  if (needsKey) talk.say(said.key);
  if (proxy !== undefined) talk.say(fill(said.proxy, { what: proxy }));
  talk.say('', said.next);
}

/** Whether the address that is set leads here. */
export async function checkAddressNow(walk: Walk): Promise<boolean> {
  const url = walk.value('PUBLIC_URL');
  if (url !== undefined) return tellCheck(walk, url);
  walk.talk.say(`${walk.words.overview.web}: ${walk.words.overview.webLocal}`);
  return false;
}

async function askAddress({ talk, words }: Walk): Promise<string | null> {
  for (;;) {
    const given = await talk.ask(words.address.ask);
    if (given === '') return null;
    const origin = originIn(given);
    if (origin !== null) return origin;
    talk.say(words.address.shape);
  }
}

/** As it is read off a browser or a card: without its beginning, with a page behind it. null for what is no address. */
function originIn(text: string): string | null {
  const bare = text.replaceAll(/^[\s"'`<«]+|[\s"'`>»]+$/g, '');
  const whole = /^[a-z]+:\/\//i.test(bare) ? bare : `https://${bare}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, hostname, origin, username } = new URL(whole);
  const isHere = isLoopback(hostname);
  const safe = protocol === 'https:' ? hostname.includes('.') || isHere : protocol === 'http:' && isHere;
  return safe && username === '' ? origin : null;
}

async function offerCaddyfile(walk: Walk, domain: string): Promise<void> {
  const { talk, words } = walk;
  const said = words.address;
  if (!(await agrees(walk, said.writeCaddyfile, true))) return;
  const file = join(walk.home, 'Caddyfile');
  const text = caddyfile(domain, walk.port);
  try {
    await writeFile(file, text, { flag: 'wx' });
    talk.say(fill(said.caddyfile, { file }));
  } catch {
    talk.say(fill(said.caddyfileThere, { file }), '', text);
  }
}

/** Days before its end at which a certificate that renews itself would have been renewed. */
const SOON_DAYS = 14;
const DAY_MS = 24 * 60 * 60_000;

/** Checks the address and says what came; a shop that is closed is stood in for by its door alone. */
async function tellCheck(walk: Walk, url: string): Promise<boolean> {
  const { talk, words } = walk;
  const said = words.address;
  talk.say(fill(said.checking, { url }));
  const door = walk.openAt === null ? await openDoorAlone(walk) : { url: walk.openAt, close: async () => {} };
  if (door === null) {
    talk.say(fill(said.portTaken, { port: walk.port }));
    return false;
  }
  try {
    const answer = await checkAddress(walk, url, door.url);
    if (!answer.ok) {
      talk.say(failure(walk, answer));
      return false;
    }
    if (!answer.bodies) talk.say(said.bodies);
    if (!answer.streams) talk.say(said.streams);
    if (answer.bodies && answer.streams) talk.say(said.good);
    const ends = await certificateEnds(url);
    const days = ends === null ? null : Math.floor((ends - walk.clock.now()) / DAY_MS);
    if (days !== null && days < SOON_DAYS) talk.say(fill(said.ends, { days }));
    return answer.bodies;
  } finally {
    await door.close();
  }
}

async function openDoorAlone({ host, port, clock, newId, talk, words }: Walk) {
  try {
    const door = await makeDoor(isLoopback(host) ? host : '127.0.0.1', port);
    door.open(reachRoutes({ newId, clock }));
    talk.say(fill(words.address.doorOpened, { port: door.port }));
    return door;
  } catch (problem) {
    if (problem instanceof DoorTaken) return null;
    throw problem;
  }
}

function failure({ words, port }: Walk, answer: Exclude<AddressAnswer, { readonly ok: true }>): string {
  const said = words.address;
  switch (answer.why) {
    case 'no-answer':
      return said.noAnswer[answer.cause];
    case 'redirect':
      return fill(said.why.redirect, { to: answer.to });
    case 'shop-closed':
      return said.why['shop-closed'];
    default:
      return fill(said.why[answer.why], { status: answer.status, port });
  }
}
