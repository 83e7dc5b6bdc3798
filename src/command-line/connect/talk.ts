/**
 * A conversation on the terminal: it says, it asks, and what is secret is not shown while it is typed. Answers
 * may also come from a file or a pipe, one a line, in the order of the questions.
 */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** The answers ended before the questions did: the person left, or the pipe was too short. */
export class NoMoreAnswers extends Error {
  constructor() {
    super('there are no more answers');
  }
}

export interface Talk {
  say(...lines: readonly string[]): void;
  /** What was typed, without blanks around it; empty where she only pressed Enter. @throws {NoMoreAnswers} */
  ask(question: string): Promise<string>;
  /** The same, not shown. @throws {NoMoreAnswers} */
  askSecret(question: string): Promise<string>;
  /** Resolves when she leaves with Ctrl+C. */
  readonly left: Promise<void>;
  /** @throws {NoMoreAnswers} where she has left already */
  stillThere(): void;
  close(): void;
}

export interface Ends {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

export function openTalk({ input, output }: Ends): Talk {
  let hidden = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!hidden) output.write(chunk);
      done();
    },
  });
  const typed = input.isTTY === true;
  // Without a history: one key would bring back what was typed unseen.
  const lines = createInterface({ input, output: typed ? echo : undefined, terminal: typed, historySize: 0 });
  const given: string[] = [];
  const waiting: PromiseWithResolvers<string>[] = [];
  const left = Promise.withResolvers<void>();
  let gone = false;
  let ended = false;
  lines.on('line', (line) => {
    const next = waiting.shift();
    if (next) next.resolve(line);
    else given.push(line);
  });
  lines.on('close', () => {
    ended = true;
    for (const one of waiting.splice(0)) one.reject(new NoMoreAnswers());
  });
  // Ctrl+C in raw mode arrives here and not at the process.
  lines.on('SIGINT', () => {
    gone = true;
    left.resolve();
    lines.close();
  });

  async function next(): Promise<string> {
    const line = given.shift();
    if (line !== undefined) return line;
    if (ended) throw new NoMoreAnswers();
    const later = Promise.withResolvers<string>();
    waiting.push(later);
    return later.promise;
  }

  async function ask(question: string, secret: boolean): Promise<string> {
    if (!typed) output.write(`${question} `);
    else {
      lines.setPrompt(`${question} `);
      lines.prompt();
    }
    hidden = secret;
    try {
      return (await next()).trim();
    } finally {
      hidden = false;
      if (secret || !typed) output.write('\n');
    }
  }

  return {
    say: (...said) => void output.write(`${said.join('\n')}\n`),
    ask: (question) => ask(question, false),
    askSecret: (question) => ask(question, true),
    left: left.promise,
    stillThere() {
      if (gone) throw new NoMoreAnswers();
    },
    close: () => lines.close(),
  };
}
