/**
 * A customer with her own WhatsApp: what she does in the chat with the shop, and what she sees there.
 */
import { keyOf, type MessageType, type Network, type NetworkMessage } from './network.ts';

export interface PersonOptions {
  readonly name: string;
  /** Digits with the country's. */
  readonly number: string;
  /** Her hidden id: with it she can show herself by that. */
  readonly lid?: string;
  /** By which of the two the shop meets her first. */
  readonly shows?: 'number' | 'lid';
  /** The number behind a hidden id is nobody's to know. */
  readonly numberHidden?: boolean;
}

export type Said = Pick<NetworkMessage, 'type'> &
  Partial<Omit<NetworkMessage, 'type' | 'media'>> & {
    readonly file?: { readonly bytes: Uint8Array; readonly mimetype: string; readonly filename?: string; readonly stage?: string };
  };

export interface SaidHow {
  /** The shop's page keeps it and tells nobody: an event that is lost. */
  readonly quiet?: boolean;
  /** The group, status or newsletter it is written in, instead of the chat with the shop. */
  readonly where?: string;
}

export class Person {
  readonly name: string;
  /** Whether her telephone is on: what reaches it has two ticks. */
  reachable = true;
  readonly #network: Network;
  readonly #number: string;
  readonly #lid: string | null;
  #shows: 'number' | 'lid';

  constructor(network: Network, { name, number, lid, shows = 'number', numberHidden = false }: PersonOptions) {
    this.#network = network;
    this.name = name;
    this.#number = `${number}@c.us`;
    this.#lid = lid ? `${lid}@lid` : null;
    this.#shows = shows;
    if (!numberHidden) network.addresses.add(this.#number);
    if (this.#lid) network.addresses.add(this.#lid);
    network.happen({
      what: 'person',
      wid: this.wid,
      name,
      ...(this.#lid && !numberHidden ? { number: this.#number, lid: this.#lid } : {}),
    });
  }

  /** Under which the shop knows her now. */
  get wid(): string {
    return this.#shows === 'lid' && this.#lid ? this.#lid : this.#number;
  }

  has(wid: string): boolean {
    return wid === this.#number || wid === this.#lid;
  }

  /** From now on her messages come from her hidden id. */
  switchesToLid(): void {
    this.#shows = 'lid';
  }

  says(text: string, more: Partial<Said> = {}, how: SaidHow = {}): NetworkMessage {
    return this.sends({ type: 'chat', body: text, ...more }, how);
  }

  sendsPlace(lat: number, lng: number, loc?: string): NetworkMessage {
    return this.sends({ type: 'location', lat, lng, ...(loc ? { loc } : {}) });
  }

  sendsFile(
    type: MessageType,
    bytes: Uint8Array,
    mimetype: string,
    more: Partial<Said> & { readonly filename?: string } = {},
  ): NetworkMessage {
    const { filename, ...rest } = more;
    return this.sends({ type, file: { bytes, mimetype, ...(filename ? { filename } : {}) }, ...rest });
  }

  /** A message the shop's page cannot read yet; `reads` makes it so. */
  sendsSealed(): NetworkMessage {
    return this.sends({ type: 'ciphertext' });
  }

  sends({ file, ...said }: Said, { quiet, where }: SaidHow = {}): NetworkMessage {
    const message: NetworkMessage = {
      id: this.#network.newMessageId(),
      chat: where ?? this.wid,
      ...(where ? { participant: this.wid } : {}),
      fromMe: false,
      notifyName: this.name,
      t: Math.floor(this.#network.now() / 1000),
      ack: 1,
      ...said,
      ...(file ? { media: this.#upload(file) } : {}),
    };
    this.#network.happen({ what: 'message', message, ...(quiet ? { quiet } : {}) });
    return message;
  }

  /** The page tells the same message a second time. */
  arrivesAgain(message: NetworkMessage): void {
    this.#network.happen({ what: 'again', key: keyOf(message) });
  }

  edits(message: NetworkMessage, body: string): void {
    this.#network.happen({ what: 'edit', key: keyOf(message), body });
  }

  takesBack(message: NetworkMessage): void {
    this.#network.happen({ what: 'revoke', key: keyOf(message) });
  }

  /** What was sealed is readable now. */
  unseals(message: NetworkMessage, text: string): void {
    this.#network.happen({ what: 'readable', key: keyOf(message), message: { ...message, type: 'chat', body: text } });
  }

  /** The file is no longer anywhere. */
  loses(message: NetworkMessage): void {
    if (message.media) this.#network.files.delete(message.media.path);
  }

  reads(): void {
    for (const message of this.sees()) if (message.fromMe) this.#network.happen({ what: 'ack', key: keyOf(message), ack: 3 });
  }

  /** Her chat with the shop, both sides of it, as her telephone shows it. */
  sees(): readonly NetworkMessage[] {
    return this.#network.messages().filter((message) => this.has(message.chat));
  }

  /** Only what came from the shop. */
  hears(): readonly NetworkMessage[] {
    return this.sees().filter((message) => message.fromMe);
  }

  /** Texts and captions that came from the shop. */
  reading(): readonly string[] {
    return this.hears().map((message) => message.body ?? message.caption ?? '');
  }

  #upload({ bytes, mimetype, filename, stage }: NonNullable<Said['file']>): NonNullable<NetworkMessage['media']> {
    const path = this.#network.keep(bytes);
    return { path, mimetype, size: bytes.length, ...(filename ? { filename } : {}), ...(stage ? { stage } : {}) };
  }
}
