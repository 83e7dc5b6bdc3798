/** A plan is carried out: its commands run one after the other, and what went wrong is said in words. */
import { existsSync } from 'node:fs';
import type { Clock } from '../../clock.ts';
import type { Ran, Run } from '../../off-machine/run.ts';
import { fill, tell } from '../terminal.ts';
import type { Command, Plan } from './plan.ts';
import type { ServiceTexts } from './texts.ts';

export interface Hands {
  readonly run: Run;
  readonly clock: Clock;
}

const AGAIN_MS = 500;

/** Whether all of them worked; the first that did not is told, and ends it. */
export async function carryOut(commands: readonly Command[], hands: Hands, texts: ServiceTexts): Promise<boolean> {
  for (const command of commands) {
    const ran = await runPatiently(command, hands);
    if (command.mayFail || (ran.found && ran.code === 0)) continue;
    tell(
      ran.found
        ? fill(texts.failed, { command: line(command), what: ran.output.trim() })
        : fill(texts.noProgram, { program: command.program }),
    );
    return false;
  }
  return true;
}

async function runPatiently({ program, arguments: rest, patienceMs = 0 }: Command, { run, clock }: Hands): Promise<Ran> {
  const until = clock.now() + patienceMs;
  for (;;) {
    const ran = await run(program, rest);
    if (!ran.found || ran.code === 0 || clock.now() >= until) return ran;
    await pause(clock, AGAIN_MS);
  }
}

export async function pause(clock: Clock, ms: number): Promise<void> {
  const over = Promise.withResolvers<void>();
  clock.after(ms, over.resolve);
  await over.promise;
}

export async function isInstalled({ file, status }: Plan, run: Run): Promise<boolean> {
  return existsSync(file.path) && (await answersZero(status, run));
}

export async function answersZero({ program, arguments: rest }: Command, run: Run): Promise<boolean> {
  const ran = await run(program, rest);
  return ran.found && ran.code === 0;
}

/** What would be run, without running it. */
export function show(commands: readonly Command[], texts: ServiceTexts): void {
  tell(texts.wouldRun, ...commands.map((command) => `  ${line(command)}`), '', texts.dryRun);
}

function line({ program, arguments: rest }: Command): string {
  return [program, ...rest].map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
}
