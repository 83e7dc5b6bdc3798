/** What is said between a bot that will be killed and who kills it. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { place } from './questions.ts';

const message = z.object({ chat: z.number(), index: z.number(), text: z.string() });
const ask = z.discriminatedUnion('what', [
  z.object({ what: z.literal('open'), place }),
  z.object({ what: z.literal('hear'), message }),
  z.object({ what: z.literal('heard'), chat: z.number() }),
  z.object({ what: z.literal('orders') }),
]);
export const request = z.object({ n: z.number(), ask });
export type Ask = z.infer<typeof ask>;

const answer = z.union([z.object({ n: z.number(), answer: z.unknown() }), z.object({ n: z.number(), problem: z.string() })]);
export type Answer = z.infer<typeof answer>;

export interface Mortal {
  /**
   * Null where no answer came: the process has died, is silent, or could not take a message.
   * @throws where it could not answer something else: then this bench is wrong, not the bot
   */
  ask<T>(what: Ask, schema: z.ZodType<T>): Promise<T | null>;
  kill(): Promise<void>;
}

/** A bot that has not answered for so long is silent. */
const PATIENCE_MS = 10_000;

export function startMortal(): Mortal {
  const child = fork(join(import.meta.dirname, 'kill-part.ts'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const waiting = new Map<number, (answer: Answer | null) => void>();
  const gone = new Promise<void>((resolve) => {
    // Not "exit": what it said before it died may still be on its way.
    child.once('close', () => {
      for (const settle of waiting.values()) settle(null);
      resolve();
    });
  });
  child.on('message', (said) => {
    const heard = answer.parse(said);
    waiting.get(heard.n)?.(heard);
  });
  child.on('error', () => {});
  let asked = 0;
  return {
    async ask(what, schema) {
      if (!child.connected) return null;
      asked += 1;
      const n = asked;
      const said = await new Promise<Answer | null>((resolve) => {
        const patience = setTimeout(() => resolve(null), PATIENCE_MS);
        waiting.set(n, (heard) => {
          clearTimeout(patience);
          waiting.delete(n);
          resolve(heard);
        });
        child.send({ n, ask: what }, (problem) => problem && waiting.get(n)?.(null));
      });
      if (said && 'problem' in said && what.what !== 'hear' && what.what !== 'open') throw new Error(`${what.what}: ${said.problem}`);
      return said && 'answer' in said ? schema.parse(said.answer) : null;
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
