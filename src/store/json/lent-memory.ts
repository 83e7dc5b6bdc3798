/**
 * One stretch of memory that files are read into, lent piece by piece and taken back. Left to the engine, the
 * memory of each file that was read and forgotten stays until a collection of everything, and reading some
 * dozens of them brings one about: a shop with a long past then takes 60 MB more and stops for 40 ms again and
 * again.
 */

/** All of it. The system gives it page by page, when something is read into it. */
const BYTES = 24 * 1024 * 1024;

interface Gap {
  readonly start: number;
  readonly end: number;
}

export class LentMemory {
  /** Made for the first reader: a shop that is opened to be killed, as in simulations, needs none. */
  #bytes: Buffer | null = null;
  /** What is not lent, in order; no two of them touch. */
  #gaps: readonly Gap[] = [{ start: 0, end: BYTES }];

  /** At least `wanted` bytes with anything in them; null where there is no gap of that size. */
  take(wanted: number): Buffer | null {
    const size = Math.max(1, wanted);
    const gap = this.#gaps.find(({ start, end }) => end - start >= size);
    if (!gap) return null;
    const end = gap.start + size;
    this.#gaps = this.#gaps.flatMap((other) => (other !== gap ? [other] : end < gap.end ? [{ start: end, end: gap.end }] : []));
    this.#bytes ??= Buffer.allocUnsafeSlow(BYTES);
    return this.#bytes.subarray(gap.start, end);
  }

  /** Nobody may look into it any more. What was not lent here is left alone. */
  giveBack(memory: Buffer): void {
    if (memory.buffer !== this.#bytes?.buffer) return;
    const start = memory.byteOffset;
    const end = start + memory.length;
    const before = this.#gaps.filter((gap) => gap.end <= start);
    const after = this.#gaps.filter((gap) => gap.start >= end);
    const left = before.at(-1)?.end === start ? before.pop() : undefined;
    const right = after[0]?.start === end ? after.shift() : undefined;
    this.#gaps = [...before, { start: left?.start ?? start, end: right?.end ?? end }, ...after];
  }
}
