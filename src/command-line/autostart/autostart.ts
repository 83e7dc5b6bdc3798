/**
 * `npm run -s service -- install | restart | status | remove`: the shop opens by itself with the machine, and a copy of
 * its data leaves the machine every night.
 */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../clock.ts';
import { copyTargetOf } from '../../config/copy-target.ts';
import { writeSettings } from '../../config/write-dot-env.ts';
import { runPrograms } from '../../off-machine/run.ts';
import { readSecrets } from '../../secrets.ts';
import { type Here, withHere } from '../data-command.ts';
import { whereOpen } from '../open-sign.ts';
import { fill, tell, terminalLanguage } from '../terminal.ts';
import { answersZero, carryOut, type Hands, isInstalled, pause, show } from './carrying-out.ts';
import { copyWords } from './copy-words.ts';
import { type Machine, SYSTEMS } from './machine.ts';
import { type Plan, planFor } from './plan.ts';
import { type ServiceTexts, serviceTexts } from './texts.ts';

const ACTIONS = ['install', 'restart', 'status', 'remove'] as const;

interface Wanted {
  readonly action: (typeof ACTIONS)[number];
  readonly dryRun: boolean;
  readonly copyTo: string | null;
}

/** What a test puts in the place of the world. */
export interface ServiceWorld extends Hands {
  readonly machine: Omit<Machine, 'home'> | null;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function realWorld(): ServiceWorld {
  const system = SYSTEMS.find((one) => one === process.platform);
  const { username } = userInfo();
  const domain = process.env.USERDOMAIN;
  const machine = system && {
    system,
    node: process.execPath,
    userHome: homedir(),
    user: system === 'win32' && domain ? `${domain}\\${username}` : username,
    uid: process.getuid?.() ?? null,
    path: ownPath(process.env.PATH ?? ''),
  };
  return { machine: machine ?? null, run: runPrograms(new AbortController().signal), env: process.env, clock: systemClock };
}

/** Without what npm puts in front of it for as long as a command runs. */
function ownPath(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
}

/** The shop of this folder as the system opens it, for another command. */
export interface ServiceHere {
  readonly isInstalled: (home: string) => Promise<boolean>;
  /** Answers the exit code. */
  readonly restart: (home: string) => Promise<number>;
}

export const realService: ServiceHere = {
  isInstalled: async (home) => {
    const { machine, run } = realWorld();
    return machine !== null && isInstalled(planFor({ ...machine, home }), run);
  },
  restart: (home) => runService(home, ['restart']),
};

/** Answers the exit code: 1 where it could not be done, or is not installed; 2 where it was not understood. */
export async function runService(home: string, argv: readonly string[], world: ServiceWorld = realWorld()): Promise<number> {
  const texts = serviceTexts(terminalLanguage(world.env));
  const wanted = wantedIn(argv);
  if (!wanted) {
    tell(...texts.use);
    return 2;
  }
  const { machine } = world;
  if (!machine) {
    tell(fill(texts.noSystem, { system: process.platform }));
    return 1;
  }
  const plan = planFor({ ...machine, home });
  return withHere(home, async (here) => {
    switch (wanted.action) {
      case 'install':
        return install(here, plan, wanted, world, texts);
      case 'restart':
        return restart(here, plan, wanted, world, texts);
      case 'status':
        return status(here, plan, world, texts);
      case 'remove':
        return remove(plan, wanted, world, texts);
    }
  });
}

function wantedIn(argv: readonly string[]): Wanted | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { 'dry-run': { type: 'boolean', default: false }, 'copy-to': { type: 'string' } },
    });
    const [word, ...more] = positionals;
    const action = ACTIONS.find((one) => one === word);
    if (action === undefined || more.length > 0) return null;
    const copyTo = values['copy-to'] ?? null;
    return copyTo !== null && action !== 'install' ? null : { action, dryRun: values['dry-run'], copyTo };
  } catch {
    // It throws for an option that is unknown or has no value, and for nothing else.
    return null;
  }
}

async function install(here: Here, plan: Plan, { dryRun, copyTo }: Wanted, world: ServiceWorld, texts: ServiceTexts): Promise<number> {
  if (copyTo !== null && copyTargetOf(copyTo) === null) {
    tell(fill(texts.copy.bad, { to: copyTo }));
    return 2;
  }
  if (dryRun) {
    tell(fill(texts.wouldWrite, { path: plan.file.path }), '', plan.file.text.replace(/^\uFEFF/, ''));
    show(plan.install, texts);
    return 0;
  }
  const installed = await isInstalled(plan, world.run);
  if ((await whereOpen(here.dataDirectory)) !== null && !(installed && (await answersZero(plan.holds, world.run)))) {
    tell(texts.open);
    return 1;
  }
  if (copyTo !== null) await writeSettings(here.home, { BACKUP_TO: copyTo });
  await mkdir(dirname(plan.file.path), { recursive: true });
  await writeFile(plan.file.path, plan.file.text, { encoding: plan.file.encoding });
  tell(fill(texts.written, { path: plan.file.path }));
  if (!(await carryOut(plan.install, world, texts))) return 1;
  const opened = await tellOpened(here, plan, world, texts);
  tell('', fill(texts.installed, { name: plan.name }), texts.remark[plan.remark], ...logWords(plan, texts));
  tell('', ...(await copyWords(here, copyTo, world.clock.now(), texts)));
  return opened ? 0 : 1;
}

async function restart(here: Here, plan: Plan, { dryRun }: Wanted, world: ServiceWorld, texts: ServiceTexts): Promise<number> {
  if (dryRun) {
    show(plan.restart, texts);
    return 0;
  }
  if (!(await isInstalled(plan, world.run))) {
    tell(texts.notInstalled);
    return 1;
  }
  if (!(await carryOut(plan.restart, world, texts))) return 1;
  return (await tellOpened(here, plan, world, texts)) ? 0 : 1;
}

/** A shop with many orders reads them before it opens; one whose settings have a mistake never does. */
const OPENING_MS = 60_000;
const LOOK_EVERY_MS = 500;

/** The system says only that it has begun: whether the shop opened is asked of the shop. */
async function tellOpened(here: Here, plan: Plan, { clock }: ServiceWorld, texts: ServiceTexts): Promise<boolean> {
  tell('', texts.opening);
  const until = clock.now() + OPENING_MS;
  for (;;) {
    const url = await whereOpen(here.dataDirectory);
    if (url !== null) {
      tell(fill(texts.isOpen, { url }));
      return true;
    }
    if (clock.now() >= until) break;
    await pause(clock, LOOK_EVERY_MS);
  }
  tell(texts.notOpened, plan.log === null ? texts.lookAtWindow : fill(texts.lookAtLog, { command: plan.log }));
  return false;
}

async function status(here: Here, plan: Plan, { run, clock }: ServiceWorld, texts: ServiceTexts): Promise<number> {
  const installed = await isInstalled(plan, run);
  const open = await whereOpen(here.dataDirectory);
  tell(
    installed ? fill(texts.isInstalled, { name: plan.name }) : texts.notInstalled,
    open === null ? texts.isClosed : fill(texts.isOpen, { url: open }),
  );
  if (open !== null) {
    const key = here.settings.sellerKey ?? (await readSecrets(here.dataDirectory)).sellerKey;
    const { publicUrl } = here.settings;
    for (const url of publicUrl === null ? [open] : [open, publicUrl]) tell(fill(texts.seller, { url: `${url}/seller/enter?key=${key}` }));
  }
  if (installed) tell(...logWords(plan, texts));
  tell('', ...(await copyWords(here, null, clock.now(), texts)));
  return installed ? 0 : 1;
}

function logWords({ log }: Plan, texts: ServiceTexts): readonly string[] {
  return log === null ? [] : [fill(texts.say, { command: log })];
}

async function remove(plan: Plan, { dryRun }: Wanted, world: ServiceWorld, texts: ServiceTexts): Promise<number> {
  if (dryRun) {
    show(plan.remove, texts);
    return 0;
  }
  if (!(await carryOut(plan.remove, world, texts))) return 1;
  await rm(plan.file.path, { force: true });
  tell(texts.removed);
  return 0;
}
