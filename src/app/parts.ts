/**
 * What differs between the program, its tests and its benches, and what they get: the two ends of `openApp`.
 */

import type { Clock } from '../clock.ts';
import type { Problem } from '../config/problem.ts';
import type { Settings } from '../config/settings.ts';
import type { ShopFiles } from '../conversation/shop-files.ts';
import type { Log } from '../log.ts';
import type { Practice } from '../payments/practice/practice.ts';
import type { Standing } from '../payments/standing.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store, StoreFailed } from '../store/port.ts';

export interface AppParts {
  /** Holds `catalog/` and `flows/`. */
  readonly home: string;
  /** Reads them; missing: as they are on disk. Whoever opens the same shop many times reads it once. */
  readonly readFiles?: (home: string) => Promise<FilesRead>;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Unguessable text of `length` characters of `[a-z0-9]`. */
  readonly newId: (length: number) => string;
  /** 0..1 */
  readonly chance: () => number;
  readonly log: Log;
  /** Shows something to whoever started the program and looks at its terminal; missing where nobody does. */
  readonly terminal?: (text: string) => void;
  /** The seller's files changed: the new ones are in use, or the old ones stay because of these problems. */
  readonly onFiles?: (problems: readonly Problem[]) => void;
  /** The disk failed: nothing is acknowledged any more, and the process should end. */
  readonly onFailure?: (failure: StoreFailed) => void;
}

/** `content`: what the files held, so that whoever follows them knows what is new. */
export type FilesRead =
  | { readonly ok: true; readonly files: ShopFiles; readonly content: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `practice`: a server of this machine; `test`: Mercado Pago with credentials for tests. Money is real only in `live`. */
export type PaymentMode = 'practice' | 'test' | 'live';

export interface App {
  /** Opens on this machine. */
  readonly url: string;
  /** Opens on other devices of the network; null where they are not let in. */
  readonly networkUrl: string | null;
  readonly files: ShopFiles;
  readonly store: Store;
  readonly runtime: Runtime;
  /** Practice payments; null where real money moves. */
  readonly practice: Practice | null;
  readonly mode: PaymentMode;
  /** How the provider answered when it was asked at the start. */
  readonly standing: Promise<Standing>;
  readonly sellerKey: string;
  stop(): Promise<void>;
}

export type Opened = { readonly ok: true; readonly app: App } | { readonly ok: false; readonly problems: readonly Problem[] };
