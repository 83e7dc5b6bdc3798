/**
 * A seller who connects her shop from the terminal: what she answers, what she is told, what is in her `.env` afterwards,
 * and the world around her as the story wants it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { newId } from '../../src/chance.ts';
import type { ServiceHere } from '../../src/command-line/autostart/autostart.ts';
import { runConnect } from '../../src/command-line/connect/connect.ts';
import type { Fetch } from '../../src/command-line/connect/network.ts';
import { screen } from './screen.ts';
import { StillClock } from './still-clock.ts';

export const NOW = Date.parse('2026-11-25T15:00:00Z');

interface Told {
  readonly code: number;
  readonly said: string;
  readonly dotEnv: string;
}

export class SellerAtTerminal {
  readonly home: string;
  readonly clock = new StillClock(NOW);
  readonly env: Record<string, string>;
  fetched: Fetch = fetch;
  mercadoPagoUrl = 'http://127.0.0.1:1';
  service: ServiceHere = { isInstalled: async () => false, restart: async () => 1 };
  /** What is closed when she leaves, the last one first. */
  readonly open: (() => Promise<unknown>)[] = [];

  private constructor(home: string) {
    this.home = home;
    this.env = { DATA_DIR: home, LANG: 'es_PE.UTF-8', PORT: '0' };
  }

  static async sit(): Promise<SellerAtTerminal> {
    const home = await mkdtemp(join(tmpdir(), 'tanteo-connect-'));
    await writeFile(join(home, '.env'), '# mi tienda\n');
    return new SellerAtTerminal(home);
  }

  async leave(): Promise<void> {
    for (const close of this.open.splice(0).reverse()) await close();
    await rm(this.home, { recursive: true, force: true });
  }

  /** Answers, one for each question; empty: only Enter. */
  async connect(argv: readonly string[], ...answers: readonly string[]): Promise<Told> {
    const { output, said } = screen();
    const code = await this.#run(argv, { input: Readable.from(answers.map((answer) => `${answer}\n`)), output });
    return { code, said: said(), dotEnv: await readFile(join(this.home, '.env'), 'utf8') };
  }

  /** She types at a real terminal, key by key. */
  atTerminal(argv: readonly string[]) {
    const { output, said } = screen();
    const keys = new PassThrough();
    const input = Object.assign(keys, { isTTY: true, setRawMode: () => keys });
    return { keys, said, done: this.#run(argv, { input, output }) };
  }

  #run(argv: readonly string[], ends: { readonly input: Readable; readonly output: Writable }): Promise<number> {
    const { env, fetched, clock, mercadoPagoUrl, service } = this;
    return runConnect(this.home, argv, { env, fetched, clock, newId, mercadoPagoUrl, service, ends });
  }
}
