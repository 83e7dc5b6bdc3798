/** Taps on buttons that wait for the bot's word; the app shows them as loading until then. */

/** What is known of it: between ten and fifteen seconds (facts of developers; the documentation gives no figure). */
const ANSWERABLE_MS = 15_000;

export class Taps {
  readonly #now: () => number;
  readonly #open = new Map<string, { readonly at: number; answer: string | null }>();
  #next = 4_000_000_001;

  constructor(now: () => number) {
    this.#now = now;
  }

  begin(): string {
    const id = String(this.#next);
    this.#next += 1;
    this.#open.set(id, { at: this.#now(), answer: null });
    return id;
  }

  /** false: there is no such tap, or it is too old. */
  answer(id: string, text: string): boolean {
    const tap = this.#open.get(id);
    if (!tap || this.#now() - tap.at > ANSWERABLE_MS) return false;
    tap.answer = text;
    return true;
  }

  /** What the bot said to it; null: nothing yet. */
  answerTo(id: string): string | null {
    return this.#open.get(id)?.answer ?? null;
  }
}
