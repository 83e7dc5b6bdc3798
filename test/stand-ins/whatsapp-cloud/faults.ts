/** What goes wrong at Meta, told beforehand: each fault meets the next call of its kind, once. */

export type Fault =
  /** This one goes well. */
  | { readonly is: 'none' }
  /** An error in Graph's own words. */
  | { readonly is: 'refused'; readonly code: number; readonly status?: number; readonly retryAfterS?: number }
  /** Something on the way answers that is not Graph. */
  | { readonly is: 'gateway'; readonly status: number }
  /** The address is another one. */
  | { readonly is: 'redirect'; readonly to: string }
  /** It is done, and nobody hears of it. `told`: its status comes all the same. */
  | { readonly is: 'lost-answer'; readonly told: boolean }
  /** The line breaks before it is done. */
  | { readonly is: 'broken-line' }
  /** It is done, its status comes, and the call is never answered. */
  | { readonly is: 'taken-in-silence' }
  /** Nobody ever answers. */
  | { readonly is: 'silence' };

/** One that is none is not met. */
export type Met = Exclude<Fault, { readonly is: 'none' }>;

export type Kind = 'message' | 'receipt' | 'upload' | 'media' | 'bytes' | 'number';

export class Faults {
  readonly #next = new Map<Kind, Fault[]>();

  add(kind: Kind, ...faults: readonly Fault[]): void {
    this.#next.set(kind, [...(this.#next.get(kind) ?? []), ...faults]);
  }

  clear(): void {
    this.#next.clear();
  }

  left(kind: Kind): number {
    return this.#next.get(kind)?.length ?? 0;
  }

  take(kind: Kind): Met | undefined {
    const fault = this.#next.get(kind)?.shift();
    return fault?.is === 'none' ? undefined : fault;
  }
}
