/**
 * WhatsApp as a test plays it: the local page that the unmodified whatsapp-web.js drives in a real Chromium, the
 * seller's telephone, the customers', and the line between them. It answers as the library's code needs it; how the
 * real service behaves beyond that is nothing it can tell.
 */
import { type Habits, USUAL } from './habits.ts';
import { keyOf, Network, type NetworkMessage } from './network.ts';
import { Person, type PersonOptions } from './person.ts';
import { SellersPhone } from './phone.ts';
import { type PageServer, type SentByPage, startPageServer } from './server.ts';
import { untilSo } from './until.ts';

/** Signs that WhatsApp shows of a text, and below a picture: it takes none that is longer. */
const LONGEST_TEXT = 65_536;
const LONGEST_CAPTION = 1024;

export interface WhatsAppOptions {
  /** ms since the epoch: when messages come in. */
  readonly now?: () => number;
  readonly habits?: Partial<Habits>;
  /** Devices that were linked before, by their ids. */
  readonly devices?: readonly string[];
}

export class WhatsApp {
  readonly network: Network;
  readonly phone: SellersPhone;
  /** Changes what the page does from its next load on. */
  readonly habits: Habits;
  /** Called with each message of the shop once WhatsApp has it, before the page hears so. */
  onTaken: (message: NetworkMessage) => Promise<void> | void = () => {};
  /** Whether WhatsApp takes a message of the shop; otherwise it refuses it. */
  takes: (message: SentByPage) => boolean = () => true;
  readonly #people: Person[] = [];
  #server: PageServer | null = null;

  private constructor(options: WhatsAppOptions) {
    const { now = Date.now, devices = [] } = options;
    this.network = new Network({ number: '51900000000@c.us', lid: '990000000000001@lid', name: 'Tienda' }, now, devices);
    this.phone = new SellersPhone(this.network);
    this.habits = { ...USUAL, ...options.habits };
  }

  static async open(options: WhatsAppOptions = {}): Promise<WhatsApp> {
    const whatsapp = new WhatsApp(options);
    whatsapp.#server = await startPageServer(whatsapp.network, whatsapp.habits, { sent: (message) => whatsapp.#take(message) });
    return whatsapp;
  }

  /** For Chromium: with these it takes this for WhatsApp, and reaches nothing else. */
  get browserArguments(): readonly string[] {
    return this.#running.browserArguments;
  }

  get pageLoads(): number {
    return this.#running.pageLoads;
  }

  /** Whether the shop's page is connected. */
  get online(): boolean {
    return this.#running.online > 0;
  }

  person(options: PersonOptions): Person {
    const person = new Person(this.network, options);
    this.#people.push(person);
    return person;
  }

  /** The network goes away. */
  cut(): void {
    this.#running.cut();
  }

  back(): void {
    this.#running.back();
  }

  /**
   * Until it is so; looked at whenever something happens here.
   * @throws when it is not so within 25 s.
   */
  until(what: string, isSo: () => boolean): Promise<void> {
    const listen = (look: () => void) => {
      this.network.on('changed', look);
      return () => void this.network.off('changed', look);
    };
    return untilSo(isSo, listen, () => `${what}: it did not come about`);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  get #running(): PageServer {
    if (!this.#server) throw new Error('this WhatsApp was not opened');
    return this.#server;
  }

  async #take(sent: SentByPage): Promise<{ readonly refused: boolean }> {
    const { body = '', caption = '' } = sent;
    if (body.length > LONGEST_TEXT || caption.length > LONGEST_CAPTION || !this.takes(sent)) return { refused: true };
    const { directPath, mimetype = '', filename, ...rest } = sent;
    const bytes = directPath && this.network.files.get(directPath);
    const media = directPath && bytes ? { path: directPath, mimetype, size: bytes.length, ...(filename ? { filename } : {}) } : undefined;
    const message: NetworkMessage = {
      ...rest,
      fromMe: true,
      t: Math.floor(this.network.now() / 1000),
      ack: 1,
      ...(media ? { media } : {}),
    };
    const key = keyOf(message);
    // A page that got no answer sends the same again.
    if (!this.network.messages().some((known) => keyOf(known) === key)) this.network.happen({ what: 'message', message });
    await this.onTaken(message);
    this.network.happen({ what: 'ack', key, ack: 1 });
    if (this.#people.find((person) => person.has(message.chat))?.reachable) this.network.happen({ what: 'ack', key, ack: 2 });
    return { refused: false };
  }
}
