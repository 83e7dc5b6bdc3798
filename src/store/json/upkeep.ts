/**
 * What an open store does in quiet minutes: keeps its ballast, and reads one file of old documents after the
 * other. Disks forget without saying so; a file nobody asks for would be found damaged only when the last
 * good backup is gone.
 */

/** Calls back again and again until the returned function is called. */
export type Every = (ms: number, call: () => void) => () => void;

/** A file a minute: a million orders are looked through in some days, and nobody notices. */
const CHECK_EVERY_MS = 60_000;

export const everySoOften: Every = (ms, call) => {
  const timer = setInterval(call, ms).unref();
  return () => clearInterval(timer);
};

export interface UpkeepParts {
  readonly every: Every;
  readonly layBallast: () => Promise<void>;
  readonly files: () => readonly string[];
  /** What is wrong with the file is reported by the one who looks. */
  readonly check: (file: string) => Promise<void>;
}

export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #stop: () => void;
  /** Of this round; the last one is next. */
  #left: string[] = [];
  #running: Promise<void> | null = null;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    this.#stop = parts.every(CHECK_EVERY_MS, () => {
      this.#running ??= this.#once().finally(() => {
        this.#running = null;
      });
    });
  }

  async stop(): Promise<void> {
    this.#stop();
    await this.#running;
  }

  async #once(): Promise<void> {
    const { files, check, layBallast } = this.#parts;
    // Neither is worth ending a shop for: a failing disk shows on the way of the next commit.
    await layBallast().catch(() => {});
    if (this.#left.length === 0) this.#left = [...files()];
    const next = this.#left.pop();
    if (next !== undefined) await check(next).catch(() => {});
  }
}
