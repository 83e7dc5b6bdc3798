/**
 * The shop as a process of its own, started as `npm start` starts it: what can be killed without a word
 * of warning, and started again on the same folder.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HOME = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(HOME, 'src', 'main.ts');

export interface ShopProcessOptions {
  /** The data folder. */
  readonly directory: string;
  /** The next one is for practice payments. */
  readonly port: number;
  /** Largest file the system lets it write, in KiB: a disk that is full. */
  readonly largestFileKiB?: number;
  /** What its seller wrote into `.env`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export class ShopProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #said = '';

  /** Begins to start; `open` resolves when it answers. */
  constructor({ directory, port, largestFileKiB, settings }: ShopProcessOptions) {
    this.url = `http://127.0.0.1:${port}`;
    const arguments_ = [MAIN, 'start'];
    const options = { cwd: HOME, env: { ...environment(directory, port), ...settings }, stdio: ['ignore', 'ignore', 'pipe'] as const };
    this.#child =
      largestFileKiB === undefined
        ? spawn(process.execPath, arguments_, { ...options, stdio: [...options.stdio] })
        : spawn('bash', ['-c', `ulimit -f ${largestFileKiB}; exec "$0" "$@"`, process.execPath, ...arguments_], {
            ...options,
            stdio: [...options.stdio],
          });
    this.#ended = once(this.#child, 'close');
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text;
    });
  }

  /** Everything it said on the terminal. */
  get said(): string {
    return this.#said;
  }

  /** Resolves when it has said where it answers. @throws where it ends instead, with what it said. */
  async open(): Promise<void> {
    const ended = this.#ended.then(() => 'ended' as const);
    while (!this.#said.includes(this.url)) {
      const what = await Promise.race([once(this.#child.stderr ?? this.#child, 'data'), ended]);
      if (what === 'ended') throw new Error(`the shop did not open (exit ${this.#child.exitCode}):\n${this.#said}`);
    }
  }

  /** SIGKILL: it cannot put anything in order. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** As Ctrl+C does; answers the exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGINT');
    await this.#ended;
    return this.#child.exitCode;
  }

  /** Resolves with the exit code when it has ended by itself. */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }
}

/** What `npm run -s export -- --what orders --format json` prints for this folder. */
export async function exportedOrders(directory: string, port: number): Promise<unknown> {
  const words = ['export', '--what', 'orders', '--format', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], {
    cwd: HOME,
    env: environment(directory, port),
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** Nothing of the machine's own settings; customers who never have to wait. */
function environment(directory: string, port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    DATA_DIR: directory,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'fatal',
    CHAT_RATE: '1000',
    CHAT_BURST: '10000',
    CHAT_ADDRESS_RATE: '10000',
    CHAT_ADDRESS_BURST: '100000',
  };
}

/** Below the ports that systems give to outgoing connections, so that nobody takes it while the shop is down. */
const PORTS = { from: 20_000, to: 30_000 };
const MOST_TRIES = 100;

/** A port that is free together with the next one. @throws where there is none. */
export async function freePairOfPorts(random: () => number): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = PORTS.from + 2 * Math.floor((random() * (PORTS.to - PORTS.from)) / 2);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error(`no two free ports between ${PORTS.from} and ${PORTS.to}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
