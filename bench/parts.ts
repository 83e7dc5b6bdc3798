/**
 * Processes of the bench: server and load generator each in its own, so that none is measured for the
 * other's work. The main process asks, a part answers, one question at a time.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface Part {
  /** @throws with the words of the part where it could not answer */
  ask<T>(question: string, details: unknown, answer: z.ZodType<T>): Promise<T>;
  /** Closes what it opened; resolves when the process has ended. */
  end(): Promise<void>;
  /** Ends it at once, where it still runs. */
  kill(): void;
}

const question = z.object({ question: z.string(), details: z.unknown() });
const answer = z.union([z.object({ answer: z.unknown() }), z.object({ problem: z.string() })]);

/** A question without an answer for so long, in ms, is named: whoever watches then knows what stands still. */
const REMIND_MS = 60_000;

/** @param script beside this file; it answers `close` besides its own questions */
export function startPart(script: string): Part {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), { serialization: 'advanced' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = async <T>(what: string, details: unknown, schema: z.ZodType<T>): Promise<T> => {
    const reminder = setInterval(() => process.stderr.write(`still waiting for ${script} to ${what}\n`), REMIND_MS);
    const said = await new Promise<unknown>((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`${script} ended with code ${code} while it was asked to ${what}`));
      child.once('exit', onExit).once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
      child.send({ question: what, details });
    }).finally(() => clearInterval(reminder));
    const parsed = answer.parse(said);
    if ('problem' in parsed) throw new Error(`${script} could not ${what}: ${parsed.problem}`);
    return schema.parse(parsed.answer);
  };
  return {
    ask,
    async end() {
      await ask('close', null, z.unknown());
      child.disconnect();
      await ended;
    },
    kill: () => void child.kill(),
  };
}

/** In a part: answers what is asked until the main process hangs up. */
export function answerWith(answers: Readonly<Record<string, (details: unknown) => Promise<unknown>>>): void {
  process.on('message', async (message) => {
    try {
      const asked = question.parse(message);
      const how = answers[asked.question];
      if (!how) throw new Error('nobody here knows how');
      process.send?.({ answer: await how(asked.details) });
    } catch (problem) {
      process.send?.({ problem: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) });
    }
  });
}

/** Processor time of this process with all its threads, in ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
