/**
 * A shop on the WhatsApp Cloud API to tell stories in: the real program, Meta on this machine in between, and customers
 * who use nothing but their telephone. Shop and Meta go by one clock, which the story moves.
 */
import { expect } from 'vitest';
import { NO_CHANNELS } from '../../src/config/channel-settings.ts';
import type { Settings } from '../../src/config/settings.ts';
import { StillClock } from '../stand-ins/still-clock.ts';
import type { CustomerApp, Person } from '../stand-ins/whatsapp-cloud/customer-app.ts';
import { type GraphStandIn, startGraph } from '../stand-ins/whatsapp-cloud/graph-api.ts';
import type { OnScreen, Tappable } from '../stand-ins/whatsapp-cloud/screen.ts';
import { type ChattingCustomer, preferenceIn } from './purchase.ts';
import { TestShop, WEDNESDAY_MORNING } from './shop.ts';

/** Where the shop is reached from outside, as its seller would write it in `.env`. */
const ADDRESS = 'https://tienda.example';

export class CloudShop {
  readonly shop: TestShop;
  readonly graph: GraphStandIn;

  private constructor(shop: TestShop, graph: GraphStandIn) {
    this.shop = shop;
    this.graph = graph;
    this.#route();
  }

  static async open(options: { readonly home?: string } = {}): Promise<CloudShop> {
    const clock = new StillClock(WEDNESDAY_MORNING);
    const graph = await startGraph({ clock });
    const whatsAppCloud = { ...graph.settings, apiUrl: graph.url };
    const settings: Partial<Settings> = { publicUrl: ADDRESS, channels: { ...NO_CHANNELS, whatsAppCloud } };
    return new CloudShop(await TestShop.open({ clock, settings, ...options }), graph);
  }

  customer(person: Person): CloudCustomer {
    return new CloudCustomer(this, this.graph.customer(person));
  }

  /** Until the shop has said all it has to say now, and Meta has told what became of it. */
  async settle(): Promise<void> {
    await this.shop.settle();
    await this.graph.idle();
    await this.shop.settle();
  }

  async wait(ms: number): Promise<void> {
    await this.settle();
    await this.shop.clock.advance(ms, () => this.settle());
  }

  async restart(): Promise<void> {
    await this.shop.restart();
    this.#route();
  }

  async close(): Promise<void> {
    await this.settle();
    await this.shop.close();
    await this.graph.close();
    expect(this.graph.mistakes).toEqual([]);
  }

  #route(): void {
    this.graph.webhooks.url = `${this.shop.url}/webhooks/whatsapp`;
  }
}

/** ms after which what she wrote is no fragment of something longer. */
const FRAGMENT_MS = 1000;

export class CloudCustomer implements ChattingCustomer {
  readonly app: CustomerApp;
  readonly #at: Pick<CloudShop, 'wait'>;
  #last: readonly OnScreen[] = [];
  #heard = 0;

  constructor(at: Pick<CloudShop, 'wait'>, app: CustomerApp) {
    this.#at = at;
    this.app = app;
  }

  async say(text: string): Promise<void> {
    expect(await this.app.says(text)).toBe(200);
    await this.hear();
  }

  async sayAll(...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.say(text);
  }

  /** A button or row by the beginning of its label, whatever number stands before it. */
  async tap(label: string): Promise<void> {
    for (const { id, options } of this.#last) {
      const option = options.find((candidate) => isOf(candidate, label));
      if (!option) continue;
      expect(await this.app.taps(option, id)).toBe(200);
      return this.hear();
    }
    throw new Error(`there is nothing to tap that says "${label}":\n${this.#last.map(({ whole }) => whole).join('\n---\n')}`);
  }

  async hear(): Promise<void> {
    await this.#at.wait(FRAGMENT_MS);
    const { screen } = this.app;
    if (screen.length > this.#heard) this.#last = screen.slice(this.#heard);
    this.#heard = screen.length;
  }

  get last(): readonly OnScreen[] {
    return this.#last;
  }

  get lastText(): string {
    return this.#last.map(({ text }) => text).join('\n---\n');
  }

  async link(): Promise<string> {
    const places = this.app.screen.map(({ text, url }) => url ?? text);
    return preferenceIn(places.findLast((place) => place.includes('pref_id=')) ?? '');
  }
}

/** Its title, or the whole of it where the title was too short for it. */
function isOf({ title, description = '' }: Tappable, label: string): boolean {
  const said = title.replace(/^\d+\. /, '');
  return said.startsWith(label) || description.startsWith(label) || (said.endsWith('…') && label.startsWith(said.slice(0, -1)));
}
