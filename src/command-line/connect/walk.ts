/**
 * What every walk of `npm run -s connect` has at hand: who is asked, what is set now, where it is kept, and the few
 * moves that all of them make — a question with yes or no, a choice, a secret that is asked until it works.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Language } from '../../commerce/catalog.ts';
import { readDotEnv } from '../../config/dot-env.ts';
import { formatProblems } from '../../config/problem.ts';
import { readSettings, SETTING_NAMES, type SettingName } from '../../config/settings.ts';
import { writeSettings } from '../../config/write-dot-env.ts';
import type { ServiceHere } from '../autostart/autostart.ts';
import { whereOpen } from '../open-sign.ts';
import { inside } from '../start.ts';
import { fill } from '../terminal.ts';
import type { Fetch } from './network.ts';
import { pastedSecret } from './pasted.ts';
import { NoMoreAnswers, type Talk } from './talk.ts';
import { type ConnectTexts, connectTexts } from './texts.ts';

export interface WalkParts {
  /** Folder of the shop. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  readonly talk: Talk;
  readonly fetched: Fetch;
  readonly clock: Clock;
  /** Unguessable text of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** Origin of Mercado Pago's API. */
  readonly mercadoPagoUrl: string;
  /** In the place of what is set, for the browser of WhatsApp. */
  readonly browserArguments?: readonly string[];
  readonly browserEnvironment?: Readonly<Record<string, string>>;
  /** Left out: nothing opens the shop by itself. */
  readonly service?: ServiceHere;
}

export interface Walk extends WalkParts {
  readonly words: ConnectTexts;
  /** What is set now, in the environment or in `.env`; undefined where nothing is. */
  readonly value: (name: SettingName) => string | undefined;
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Where the open shop answers on this machine; null while it is closed. */
  readonly openAt: string | null;
  /** It is open because the system has opened it. */
  readonly opensItself: boolean;
  /** Something was written into `.env` already: whoever leaves now did not leave everything as it was. */
  readonly kept: () => boolean;
  readonly noteKept: () => void;
}

/** Length of a secret that the shop makes up: 36^40 ways, more than 200 bits. */
export const SECRET_LENGTH = 40;
const DEFAULT_PORT = 3000;

export async function beginWalk(parts: WalkParts): Promise<Walk> {
  const { values } = readDotEnv(await dotEnvOf(parts.home), SETTING_NAMES);
  const value = (name: SettingName) => trimmed(parts.env[name]) ?? trimmed(values[name]);
  const port = Number(value('PORT') ?? DEFAULT_PORT);
  const dataDirectory = inside(parts.home, value('DATA_DIR') ?? 'data');
  const openAt = await whereOpen(dataDirectory);
  let kept = false;
  return {
    ...parts,
    fetched: untilSheLeaves(parts),
    words: connectTexts(parts.language),
    value,
    port: Number.isInteger(port) ? port : DEFAULT_PORT,
    host: value('HOST') ?? '127.0.0.1',
    dataDirectory,
    openAt,
    opensItself: openAt !== null && ((await parts.service?.isInstalled(parts.home)) ?? false),
    kept: () => kept,
    noteKept() {
      kept = true;
    },
  };
}

/** Ctrl+C is not kept waiting by a service that does not answer. */
function untilSheLeaves({ fetched, talk }: Pick<WalkParts, 'fetched' | 'talk'>): Fetch {
  const leaving = new AbortController();
  void talk.left.then(() => leaving.abort(new NoMoreAnswers()));
  return (url, init) => fetched(url, { ...init, signal: AbortSignal.any([leaving.signal, ...(init?.signal ? [init.signal] : [])]) });
}

function trimmed(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

async function dotEnvOf(home: string): Promise<string> {
  return readFile(join(home, '.env'), 'utf8').catch(() => '');
}

/** Writes settings into `.env` and says so, with what stands in their way and what is left to do. */
export async function keep(walk: Walk, changes: Readonly<Partial<Record<SettingName, string | null>>>): Promise<void> {
  const { home, env, language, talk, words } = walk;
  talk.stillThere();
  const named = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? null]));
  const text = await writeSettings(home, named);
  walk.noteKept();
  const given = Object.keys(named).filter((name) => named[name] !== null);
  talk.say(fill(words.kept, { names: given.join(', ') }));
  for (const [name, value] of Object.entries(named)) {
    const there = trimmed(env[name]);
    if (there !== undefined && there !== value) talk.say(fill(words.environmentWins, { name }));
  }
  const read = readSettings(env, text);
  if (!read.ok) return talk.say('', words.stillWrong, formatProblems(read.problems, language));
  if (!walk.opensItself) talk.say(walk.openAt === null ? words.open : words.restart);
}

/** What was kept counts when the shop is opened anew: where the system opens it, that is one yes. */
export async function offerRestart(walk: Walk): Promise<void> {
  const { service, words, talk, home } = walk;
  if (!service || !walk.opensItself || !walk.kept()) return;
  talk.say('');
  if (await agrees(walk, words.restartNow, true)) await service.restart(home);
  else talk.say(words.restartLater);
}

/** `byDefault`: what only pressing Enter means. */
export async function agrees({ talk, words }: Pick<Walk, 'talk' | 'words'>, question: string, byDefault: boolean): Promise<boolean> {
  const given = await talk.ask(`${question} ${byDefault ? words.yesByDefault : words.noByDefault}`);
  return given === '' ? byDefault : new RegExp(words.yesWords, 'i').test(given);
}

/** Index of what was chosen; only pressing Enter takes the first. */
export async function choose({ talk, words }: Walk, question: string, ways: readonly string[]): Promise<number> {
  talk.say('', question, ...ways.map((way, index) => `  ${index + 1}. ${way}`));
  for (;;) {
    const given = await talk.ask(words.choose);
    if (given === '') return 0;
    const number = Number(/^(\d{1,2})[.)]?$/.exec(given)?.[1] ?? 0);
    if (number >= 1 && number <= ways.length) return number - 1;
    talk.say(fill(words.chooseAgain, { most: ways.length }));
  }
}

/** What a check found: `good` with its facts, or `bad` with the words for it; `known`: asking again for another value may help. */
export type Checked<Good> = { readonly good: Good } | { readonly bad: string; readonly reached: boolean };

export type Given<Good> = { readonly secret: string; readonly good: Good | null } | null;

/**
 * Asks for a secret until the service takes it. null where she leaves; `good` null where the service could not be
 * reached and she keeps it unchecked. `within`: what it looks like, to be found in a longer text.
 */
export async function askUntilGood<Good>(
  walk: Walk,
  question: string,
  check: (secret: string) => Promise<Checked<Good>>,
  within?: RegExp,
): Promise<Given<Good>> {
  for (;;) {
    const secret = pastedSecret(await walk.talk.askSecret(question), within);
    if (secret === '') return null;
    const checked = await check(secret);
    if ('good' in checked) return { secret, good: checked.good };
    walk.talk.say(checked.bad);
    if (!checked.reached && (await agrees(walk, walk.words.anyway, false))) return { secret, good: null };
  }
}

/** That it is not connected, and how to. */
export function offWords({ words }: Pick<Walk, 'words'>, name: string): string {
  return fill(words.overview.off, { name });
}

/** Why a service did not answer, in words. */
export function silence({ words }: Pick<Walk, 'words'>, cause: keyof ConnectTexts['noAnswer'], host: string): string {
  return fill(words.noAnswer[cause], { host });
}
