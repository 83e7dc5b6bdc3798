/**
 * What can go wrong on the way to and from a provider, on request: for tests and demonstrations, reached
 * through the object that starts the practice server and never over HTTP.
 */

export type CallFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterS?: number; readonly message?: string }
  /** 200 with a page instead of JSON, as a proxy in between sends. */
  | { readonly kind: 'html' }
  /** Headers come, the body never ends. */
  | { readonly kind: 'stalled-body' }
  /** Nothing comes at all. */
  | { readonly kind: 'hang' }
  /** It is done, and the connection breaks before the answer. */
  | { readonly kind: 'lost-answer' };

export type NotificationFault =
  | { readonly kind: 'drop' }
  | { readonly kind: 'duplicate'; readonly times: number }
  /** A forgery comes in the place of the event, which is lost. */
  | { readonly kind: 'wrong-secret' }
  | { readonly kind: 'unsigned' }
  /** Kept back until `releaseHeld`, which sends what was held newest first. */
  | { readonly kind: 'hold' };

/** How many of the last calls are remembered. */
const CALLS_KEPT = 200;

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly key: string | null;
  readonly body: string;
}

export interface Faults {
  /** ms that a new payment stays out of the search. */
  searchLagMs: number;
  /** The account has nothing to refund with. */
  noBalance: boolean;
  /** The next calls fail only where their path has this in it; null: any path. */
  callsLike: string | null;
  failCalls(fault: CallFault, times: number): void;
  /** Calls work again. */
  healCalls(): void;
  takeCallFault(path: string): CallFault | null;
  failNotifications(fault: NotificationFault, times: number): void;
  takeNotificationFault(): NotificationFault | null;
  see(call: SeenCall): void;
  readonly seen: readonly SeenCall[];
}

export function createFaults(): Faults {
  const calls: CallFault[] = [];
  const notifications: NotificationFault[] = [];
  const seen: SeenCall[] = [];
  const repeated = <F>(fault: F, times: number): F[] => Array.from({ length: times }, () => fault);
  return {
    searchLagMs: 0,
    noBalance: false,
    callsLike: null,
    failCalls: (fault, times) => void calls.push(...repeated(fault, times)),
    healCalls: () => void calls.splice(0),
    takeCallFault(path) {
      return this.callsLike === null || path.includes(this.callsLike) ? (calls.shift() ?? null) : null;
    },
    failNotifications: (fault, times) => void notifications.push(...repeated(fault, times)),
    takeNotificationFault: () => notifications.shift() ?? null,
    see(call) {
      seen.push(call);
      if (seen.length > CALLS_KEPT) seen.shift();
    },
    seen,
  };
}
