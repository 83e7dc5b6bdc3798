/**
 * WhatsApp between the telephones and the shop's browser: who is linked, what was written where, what happened to it.
 * Everything that happened stands in one list; a page gets what it does not have yet, as a linked device does.
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';

export type MessageType =
  | 'chat'
  | 'location'
  | 'image'
  | 'document'
  | 'ptt'
  | 'audio'
  | 'video'
  | 'sticker'
  | 'vcard'
  | 'live_location'
  | 'ciphertext'
  | 'e2e_notification'
  | 'call_log';

export interface SentFile {
  readonly path: string;
  readonly mimetype: string;
  readonly filename?: string;
  readonly size: number;
  /** `REUPLOADING`: the sender's telephone has to hand it over again. */
  readonly stage?: string;
}

export interface NetworkMessage {
  /** Within its chat and direction; the same in every address of the chat. */
  readonly id: string;
  /** `<number>@c.us`, `<hidden id>@lid`, a group, the status, a newsletter. */
  readonly chat: string;
  readonly fromMe: boolean;
  readonly participant?: string | undefined;
  readonly type: MessageType;
  readonly body?: string | undefined;
  readonly caption?: string | undefined;
  readonly lat?: number | undefined;
  readonly lng?: number | undefined;
  readonly loc?: string | undefined;
  /** Id of the message that is quoted. */
  readonly quotes?: string | undefined;
  readonly media?: SentFile;
  readonly isStatusV3?: boolean;
  readonly notifyName?: string;
  /** Seconds since the epoch. */
  readonly t: number;
  readonly ack: number;
}

export type NetworkEvent =
  /** `quiet`: the page keeps it and tells nobody. */
  | { readonly what: 'message'; readonly message: NetworkMessage; readonly quiet?: boolean }
  | { readonly what: 'again' | 'revoke'; readonly key: string }
  | { readonly what: 'ack'; readonly key: string; readonly ack: number }
  | { readonly what: 'edit'; readonly key: string; readonly body: string }
  | { readonly what: 'readable'; readonly key: string; readonly message: NetworkMessage }
  | { readonly what: 'person'; readonly wid: string; readonly name: string; readonly number?: string; readonly lid?: string }
  | { readonly what: 'read'; readonly chat: string };

/** What the server tells one page, outside the network's own news. */
export type PageCommand =
  | { readonly what: 'state'; readonly state: string }
  | { readonly what: 'synced'; readonly synced: boolean }
  | { readonly what: 'paired'; readonly me: Account }
  | { readonly what: 'iframe' | 'logout' | 'reload' };

export interface Account {
  readonly number: string;
  readonly lid: string;
  readonly name: string;
}

interface Device {
  readonly id: string;
  ref: string;
  code: string | null;
  linked: boolean;
}

export const keyOf = ({ fromMe, chat, id, participant }: Pick<NetworkMessage, 'fromMe' | 'chat' | 'id' | 'participant'>): string =>
  [fromMe, chat, id, ...(participant ? [participant] : [])].join('_');

interface Signals {
  event: [NetworkEvent, number];
  command: [string, PageCommand];
  changed: [];
}

export class Network extends EventEmitter<Signals> {
  readonly account: Account;
  readonly now: () => number;
  readonly events: NetworkEvent[] = [];
  readonly files = new Map<string, Uint8Array>();
  /** Every code that was asked for, with the number it was asked for. */
  readonly codesFor: string[] = [];
  readonly seen: string[] = [];
  readonly typing: { readonly chat: string; readonly state: string }[] = [];
  /** How many times the library listens for the same thing in the page that is open. */
  listening = 0;
  /** Who can be written to: every address of every person. */
  readonly addresses = new Set<string>();
  readonly #devices = new Map<string, Device>();
  #made = 0;

  /** @param devices ids of devices that are linked already. */
  constructor(account: Account, now: () => number, devices: readonly string[]) {
    super();
    this.account = account;
    this.now = now;
    for (const id of devices) this.#devices.set(id, { id, ref: this.unique('2@ref'), code: null, linked: true });
  }

  /** A page that comes: an old device, or a new one that has to be linked. */
  hello(device: string | null): Device {
    const known = device === null ? null : this.#devices.get(device);
    if (known?.linked) return known;
    const fresh: Device = { id: `device-${randomUUID()}`, ref: this.unique('2@ref'), code: null, linked: false };
    this.#devices.set(fresh.id, fresh);
    this.changed();
    return fresh;
  }

  device(id: string): Device {
    const device = this.#devices.get(id);
    if (!device) throw new Error(`there is no device ${id}`);
    return device;
  }

  get linked(): readonly Device[] {
    return [...this.#devices.values()].filter((device) => device.linked);
  }

  get unlinked(): readonly Device[] {
    return [...this.#devices.values()].filter((device) => !device.linked);
  }

  newRef(id: string): string {
    const device = this.device(id);
    device.ref = this.unique('2@ref');
    return device.ref;
  }

  newCode(id: string, number: string): string {
    const device = this.device(id);
    this.codesFor.push(number);
    device.code = `TEST${String(this.codesFor.length).padStart(4, '0')}`;
    this.changed();
    return device.code;
  }

  link(device: Device): void {
    device.linked = true;
    this.emit('command', device.id, { what: 'paired', me: this.account });
    this.changed();
  }

  unlink(device: Device): void {
    device.linked = false;
    this.emit('command', device.id, { what: 'logout' });
    this.changed();
  }

  tellPages(command: PageCommand): void {
    for (const device of this.#devices.keys()) this.emit('command', device, command);
  }

  happen(event: NetworkEvent): void {
    this.events.push(event);
    this.emit('event', event, this.events.length);
    this.changed();
  }

  changed(): void {
    this.emit('changed');
  }

  unique(prefix: string): string {
    this.#made += 1;
    return `${prefix}-${this.#made}`;
  }

  /** As a telephone makes them: longer than a page's, and never beginning with 3EB0. */
  newMessageId(): string {
    return `3A${Number(this.unique('').slice(1)).toString(16).padStart(18, '0')}`.toUpperCase();
  }

  keep(bytes: Uint8Array): string {
    const path = this.unique('/media/file');
    this.files.set(path, bytes);
    return path;
  }

  messages(): readonly NetworkMessage[] {
    return this.events.flatMap((event) => (event.what === 'message' ? [event.message] : []));
  }
}
