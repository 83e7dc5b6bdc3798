/**
 * The library's client without those of its faults that a subclass can take away (1.34.7): "ready" that never comes
 * because the synchronisation was sooner, listeners stacked in one document, a handler that runs in the wrong place,
 * rejections that end the process, and a profile removed under a running browser. The rest is supervision.
 */
import library, { type ClientOptions } from 'whatsapp-web.js';
import { hasStateBinding, isInjected, isSynced, markInjected, markListening, refreshQr, tellSynced } from './page-scripts.ts';

declare module 'whatsapp-web.js' {
  /** Of the library's inside, what is overridden here. */
  interface Client {
    inject(): Promise<void>;
    initWebVersionCache(): Promise<void>;
    attachEventListeners(): Promise<void>;
  }
}

export interface SafeClientOptions {
  readonly profile: string;
  readonly client: ClientOptions;
  /** A page is there, and nothing happened in it yet. */
  readonly onBrowser: () => void;
  readonly onSocket: (state: string) => void;
  /** Injecting again, in the background, did not work. */
  readonly onInjectFailed: (problem: unknown) => void;
  readonly usesVersionCache: boolean;
}

/** Waits for a synchronisation that comes by itself, ms. */
const SYNC_BY_ITSELF_MS = 500;

/** The profile is removed by the shop, once the browser is gone. */
class ProfileAuth extends library.LocalAuth {
  override readonly afterBrowserInitialized: () => Promise<void>;
  override readonly logout = async (): Promise<void> => {};

  constructor(profile: string, onBrowser: () => void) {
    super({ dataPath: profile, clientId: 'main' });
    this.afterBrowserInitialized = async () => onBrowser();
  }
}

export class SafeClient extends library.Client {
  readonly #given: SafeClientOptions;
  #isFirst = true;
  #last: Promise<void> = Promise.resolve();
  #closing = false;

  constructor(given: SafeClientOptions) {
    super({ ...given.client, authStrategy: new ProfileAuth(given.profile, given.onBrowser) });
    this.#given = given;
  }

  /** Runs one after the other; only the first, which `initialize` waits for, may fail. */
  override inject(): Promise<void> {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const run = this.#last.then(() => this.#injectOnce());
    this.#last = run.catch((problem: unknown) => {
      if (!isFirst && !this.#closing) this.#given.onInjectFailed(problem);
    });
    return isFirst ? run : this.#last;
  }

  /** What the page's own code calls is in place once this is through; a page that lacks a module is never marked. */
  override async attachEventListeners(): Promise<void> {
    await super.attachEventListeners();
    await this.pupPage?.evaluate(markListening);
  }

  /** Without a pinned version the library would read the body of the start page, and fail where the browser closes meanwhile. */
  override async initWebVersionCache(): Promise<void> {
    if (this.#given.usesVersionCache) await super.initWebVersionCache();
  }

  /** First the browser: an injection that waits for a page that never leaves OPENING ends with it. */
  override async destroy(): Promise<void> {
    this.#closing = true;
    await super.destroy();
    await this.#last;
  }

  async #injectOnce(): Promise<void> {
    const page = this.pupPage;
    // Frames and `history.pushState` are told as navigations too.
    if (this.#closing || !page || (await page.evaluate(isInjected))) return;
    await this.#watchState();
    let wasTold = false;
    const tell = (): void => {
      wasTold = true;
    };
    this.once('authenticated', tell);
    try {
      await super.inject();
      await page.evaluate(markInjected);
      if ((await page.evaluate(isSynced)) !== true) return;
      // The library listens for the change, which may have been before.
      await new Promise((resolve) => setTimeout(resolve, SYNC_BY_ITSELF_MS));
      if (!wasTold) await page.evaluate(tellSynced);
    } finally {
      this.off('authenticated', tell);
    }
  }

  /** The library keeps a binding that it finds, and its own would look for `window` in this process. */
  async #watchState(): Promise<void> {
    const page = this.pupPage;
    if (!page || (await page.evaluate(hasStateBinding)) === true) return;
    await page.exposeFunction('onAuthAppStateChangedEvent', async (state: unknown) => {
      this.#given.onSocket(String(state));
      if (state === 'UNPAIRED_IDLE') await page.evaluate(refreshQr).catch(() => {});
    });
  }
}
