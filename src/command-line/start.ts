/**
 * `npm start`: opens the shop of this folder and says in plain words what to open. With `--unattended`, as a service
 * starts it, what it says goes into the machine's log, and the key of the seller's pages is not in it.
 */
import { isAbsolute, join } from 'node:path';
import { type App, openApp } from '../app.ts';
import { chance, newId } from '../chance.ts';
import { systemClock } from '../clock.ts';
import type { Language } from '../commerce/catalog.ts';
import { formatProblems, type Problem } from '../config/problem.ts';
import type { Settings } from '../config/settings.ts';
import { DoorTaken } from '../door.ts';
import { createLog } from '../log.ts';
import { DataDamaged, DirectoryInUse, NetworkDrive, NewerData } from '../store/json/open.ts';
import { tidyMemory } from '../tidy-memory.ts';
import { putSign, takeSign } from './open-sign.ts';
import { settingsHere } from './settings-here.ts';
import { fill, tell, terminalLanguage, textsIn } from './terminal.ts';

/** Answers the exit code when the shop could not open; otherwise the shop runs until it is told to stop. */
export async function start(home: string, argv: readonly string[] = []): Promise<number | undefined> {
  const language = terminalLanguage(process.env);
  const read = await settingsHere(home);
  if (!read.ok) return refuse(read.problems, language);
  const settings: Settings = { ...read.settings, dataDirectory: inside(home, read.settings.dataDirectory) };
  const texts = textsIn(language);
  const unattended = argv.includes('--unattended');
  try {
    const opened = await openApp({
      home,
      settings,
      clock: systemClock,
      newId,
      chance,
      log: createLog({ level: settings.logLevel }),
      // A code to be scanned is for eyes, and in no log.
      ...(!unattended && { terminal: tell }),
      onFiles: (problems) =>
        problems.length === 0 ? tell(texts.start.filesGood) : tell(texts.start.filesBad, formatProblems(problems, language)),
      onFailure: (failure) => {
        tell(fill(texts.problem.diskFailed, { what: failure.message }));
        process.exit(1);
      },
    });
    if (!opened.ok) return refuse(opened.problems, language);
    tidyMemory();
    await putSign(settings.dataDirectory, opened.app.url);
    welcome(opened.app, settings, language, unattended);
    void tellStanding(opened.app, language);
    stopOnSignal(opened.app, settings, language);
    return undefined;
  } catch (problem) {
    tell(explain(problem, language));
    return 1;
  }
}

export function inside(home: string, directory: string): string {
  return isAbsolute(directory) ? directory : join(home, directory);
}

function refuse(problems: readonly Problem[], language: Language): number {
  tell(textsIn(language).problem.files, '', formatProblems(problems, language));
  return 1;
}

export function explain(problem: unknown, language: Language): string {
  const texts = textsIn(language).problem;
  if (problem instanceof DoorTaken) return fill(texts.portTaken, { port: problem.port });
  if (problem instanceof DirectoryInUse) return fill(texts.inUse, { pid: problem.pid });
  if (problem instanceof NetworkDrive) return fill(texts.networkDrive, { directory: problem.directory });
  if (problem instanceof NewerData)
    return fill(texts.newerData, { directory: problem.directory, found: problem.found, known: problem.known });
  if (problem instanceof DataDamaged) return fill(texts.damaged, { what: problem.message });
  return fill(texts.unexpected, { what: problem instanceof Error ? problem.message : String(problem) });
}

function welcome(app: App, settings: Settings, language: Language, unattended: boolean): void {
  const texts = textsIn(language).start;
  const { telegram, whatsAppWeb, whatsAppCloud } = settings.channels;
  const { publicUrl } = settings;
  /** Where a page opens: on this machine, and from elsewhere where it does. */
  const fromEverywhere = (path: string) => [
    `${app.url}${path}`,
    ...(publicUrl === null ? [] : [fill(texts.public, { url: `${publicUrl}${path}` })]),
    ...(app.networkUrl === null || publicUrl !== null ? [] : [fill(texts.network, { url: `${app.networkUrl}${path}` })]),
  ];
  tell(
    '',
    `  ${fill(texts.open, { shop: app.files.shop.name })}`,
    '',
    `  ${texts.chat}`,
    ...fromEverywhere('').map((line) => `    ${line}`),
    `  ${texts.seller}`,
    ...(unattended ? ['npm run -s service -- status'] : fromEverywhere(`/seller/enter?key=${app.sellerKey}`)).map((line) => `    ${line}`),
    '',
    `  ${texts[app.mode]}`,
    `  ${texts.files}`,
    ...((telegram ?? whatsAppWeb ?? whatsAppCloud) ? [] : [`  ${texts.connect}`]),
    `  ${fill(texts.stop, { directory: settings.dataDirectory })}`,
    '',
  );
}

/** Told when the provider has answered: the shop does not wait for it to open. */
async function tellStanding(app: App, language: Language): Promise<void> {
  const { kind } = await app.standing;
  if (kind !== 'good' && kind !== 'unknown') tell(`  ${textsIn(language).start[kind]}`, '');
}

function stopOnSignal(app: App, settings: Settings, language: Language): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    tell(textsIn(language).start.bye);
    void takeSign(settings.dataDirectory)
      .then(() => app.stop())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
