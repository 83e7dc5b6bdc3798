/**
 * `npm run -s erase -- --phone N | --conversation ID [--yes]`: forgets one person. Without `--yes` it only says
 * what there is of her. Done when no file of the data folder holds her.
 */
import { readdirSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupsOf, listBackups } from '../backup/backup.ts';
import { DAYS_KEPT } from '../backup/retention.ts';
import { readablePhone } from '../commerce/phone.ts';
import { type Here, type PersonHere, withData, withHere } from './data-command.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

interface Asked {
  readonly wanted: { readonly phone: string } | { readonly conversation: string };
  readonly yes: boolean;
}

/** Answers the exit code: 0 where it is done, or nothing was asked to be done. */
export async function runErase(home: string, argv: readonly string[]): Promise<number> {
  const asked = askedIn(argv);
  if (!asked) {
    tell(textsIn(terminalLanguage(process.env)).erase.use);
    return 2;
  }
  return withHere(home, (here) => erase(here, asked));
}

function askedIn(argv: readonly string[]): Asked | null {
  try {
    const options = { phone: { type: 'string' }, conversation: { type: 'string' }, yes: { type: 'boolean', default: false } } as const;
    const { phone, conversation, yes } = parseArgs({ args: [...argv], options }).values;
    if (phone && !conversation) return { wanted: { phone }, yes };
    if (conversation && !phone) return { wanted: { conversation }, yes };
    return null;
  } catch {
    // It throws for an option that is unknown or has no value, and for nothing else.
    return null;
  }
}

async function erase(here: Here, { wanted, yes }: Asked): Promise<number> {
  const texts = textsIn(here.language).erase;
  const person = await withData(here, (data) => (yes ? data.erasePerson(wanted) : data.lookForPerson(wanted)));
  if (!person) {
    tell(texts.nobody);
    return 1;
  }
  if (person.customers > 0) tell(texts.who, ...whoWords(person), `  ${fill(texts.what, { ...counts(person) })}`);
  if (person.open.length > 0) tell(fill(texts.open, { orders: person.open.join(', ') }));
  if (person.left === null) {
    tell(
      '',
      texts.dryRun,
      `  npm run -s erase -- ${'phone' in wanted ? `--phone "${wanted.phone}"` : `--conversation "${wanted.conversation}"`} --yes`,
    );
    return 0;
  }
  if (person.left.length > 0) {
    tell('', texts.left, ...person.left.map((file) => `  ${file}`));
    return 1;
  }
  tell('', texts.done);
  const backups = await listBackups(backupsOf(here.dataDirectory));
  if (backups.length > 0) tell(fill(texts.backups, { count: backups.length, days: DAYS_KEPT, folder: backupsOf(here.dataDirectory) }));
  tell(texts.elsewhere);
  const aside = putAside(here.dataDirectory);
  if (aside.length > 0) tell(texts.aside, ...aside.map((folder) => `  ${folder}`));
  return 0;
}

/** Folders of data beside the one in use, which `restore` or a new version of the program has put there. */
function putAside(dataDirectory: string): readonly string[] {
  const { dir, base } = parse(resolve(dataDirectory));
  const names = readdirSync(dir).filter((name) => name.startsWith(`${base}-set-aside-`) || name.startsWith(`${base}-version-`));
  return names.map((name) => join(dir, name));
}

function whoWords({ names, phones, conversations }: PersonHere): readonly string[] {
  return [[...names, ...phones.map(readablePhone)].join(', '), ...conversations]
    .filter((words) => words !== '')
    .map((words) => `  ${words}`);
}

function counts({ messages, orders, facts, pictures, customers }: PersonHere) {
  return { customers, messages, facts, pictures, orders: orders.length, numbers: orders.join(', ') };
}
