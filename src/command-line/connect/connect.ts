/**
 * `npm run -s connect -- telegram | whatsapp | whatsapp-cloud | mercadopago | address`: the walk to a shop that
 * customers can reach. Secrets are asked for, never given on the command line, where others could read them.
 */
import { parseArgs } from 'node:util';
import { newId } from '../../chance.ts';
import { systemClock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import { MERCADO_PAGO_URL } from '../../payments/mercado-pago/client.ts';
import { realService } from '../autostart/autostart.ts';
import { terminalLanguage } from '../terminal.ts';
import { checkAddressNow, connectAddress } from './address.ts';
import { checkMercadoPago, connectMercadoPago } from './mercado-pago.ts';
import { overview } from './overview.ts';
import { type Ends, NoMoreAnswers, openTalk } from './talk.ts';
import { checkTelegram, connectTelegram } from './telegram.ts';
import { connectTexts } from './texts.ts';
import { beginWalk, offerRestart, type Walk, type WalkParts } from './walk.ts';
import { checkWhatsApp, connectWhatsApp } from './whatsapp.ts';
import { checkCloud, connectCloud } from './whatsapp-cloud.ts';

/** The walk, and the check of what is set already, which answers whether it works and says what does not. */
const WALKS: ReadonlyMap<string, { readonly walk: (walk: Walk) => Promise<void>; readonly check: (walk: Walk) => Promise<boolean> }> =
  new Map([
    ['telegram', { walk: connectTelegram, check: checkTelegram }],
    ['whatsapp', { walk: connectWhatsApp, check: checkWhatsApp }],
    ['whatsapp-cloud', { walk: connectCloud, check: checkCloud }],
    ['mercadopago', { walk: connectMercadoPago, check: checkMercadoPago }],
    ['address', { walk: connectAddress, check: checkAddressNow }],
  ]);

const LANGUAGES: readonly Language[] = ['es', 'pt', 'en'];

interface Wanted {
  /** null: how everything stands. */
  readonly what: string | null;
  readonly check: boolean;
  readonly language: Language | null;
}

/** What a test puts in the place of the world. */
export type ConnectWorld = Omit<WalkParts, 'home' | 'language' | 'talk'> & { readonly ends: Ends };

const REAL: ConnectWorld = {
  env: process.env,
  fetched: fetch,
  clock: systemClock,
  newId,
  mercadoPagoUrl: MERCADO_PAGO_URL,
  service: realService,
  ends: { input: process.stdin, output: process.stderr },
};

/** Answers the exit code: 1 where she left or what is set does not work, 2 where it was not understood. */
export async function runConnect(home: string, argv: readonly string[], { ends, ...world }: ConnectWorld = REAL): Promise<number> {
  const wanted = wantedIn(argv);
  const language = wanted?.language ?? terminalLanguage(world.env);
  const talk = openTalk(ends);
  let walk: Walk | undefined;
  try {
    if (!wanted) {
      talk.say(...connectTexts(language).use);
      return 2;
    }
    walk = await beginWalk({ home, language, talk, ...world });
    const chosen = wanted.what === null ? null : WALKS.get(wanted.what);
    if (!chosen) await overview(walk);
    else if (wanted.check) return (await chosen.check(walk)) ? 0 : 1;
    else {
      await chosen.walk(walk);
      await offerRestart(walk);
    }
    return 0;
  } catch (problem) {
    if (!(problem instanceof NoMoreAnswers)) throw problem;
    const words = connectTexts(language);
    talk.say('', walk?.kept() ? words.leftHalfway : words.left);
    return 1;
  } finally {
    talk.close();
  }
}

function wantedIn(argv: readonly string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { check: { type: 'boolean', default: false }, lang: { type: 'string' } },
    });
    const [what = null, ...more] = positionals;
    const language = LANGUAGES.find((one) => one === values.lang) ?? null;
    if (more.length > 0 || (what !== null && !WALKS.has(what)) || (values.lang !== undefined && language === null)) return null;
    return { what, check: values.check, language };
  } catch {
    // It throws for an option that is unknown or has no value, and for nothing else.
    return null;
  }
}
