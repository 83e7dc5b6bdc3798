/**
 * Files at Meta: what the shop uploads has an id for 30 days, what customers send one for 7, and the address behind an
 * id lives five minutes.
 */
import { createHash } from 'node:crypto';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ADDRESS_LIVES_MS = 5 * MINUTE;
const UPLOADED_LIVES_MS = 30 * DAY;
const RECEIVED_LIVES_MS = 7 * DAY;

export interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  readonly name: string;
  readonly until: number;
}

/** What the answer about a file may claim otherwise than it is. */
export interface Lie {
  readonly sha256?: string;
  readonly size?: number;
  /** Where the address leads instead. */
  readonly url?: string;
}

export class MediaStore {
  readonly #now: () => number;
  readonly #files = new Map<string, StoredFile>();
  readonly #addresses = new Map<string, { readonly id: string; readonly until: number }>();
  readonly lies = new Map<string, Lie>();
  /** How often the shop uploaded something. */
  uploads = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  receive(bytes: Uint8Array, mime: string, name = ''): string {
    return this.#keep(bytes, mime, name, RECEIVED_LIVES_MS);
  }

  upload(bytes: Uint8Array, mime: string, name: string): string {
    this.uploads += 1;
    return this.#keep(bytes, mime, name, UPLOADED_LIVES_MS);
  }

  /** Nothing is known of it any more. */
  drop(id: string): void {
    this.#files.delete(id);
  }

  file(id: string): StoredFile | undefined {
    const file = this.#files.get(id);
    return file && file.until > this.#now() ? file : undefined;
  }

  /** What `GET /{id}` says; undefined where it is gone. */
  describe(id: string, origin: string): object | undefined {
    const file = this.file(id);
    if (!file) return undefined;
    const key = `${id}-${this.#addresses.size}`;
    this.#addresses.set(key, { id, until: this.#now() + ADDRESS_LIVES_MS });
    const { sha256, size, url } = this.lies.get(id) ?? {};
    return {
      id,
      messaging_product: 'whatsapp',
      url: url ?? `${origin}/bytes/${key}`,
      mime_type: file.mime,
      sha256: sha256 ?? sumOf(file.bytes),
      file_size: String(size ?? file.bytes.length),
    };
  }

  /** What lies behind an address; undefined where it is too old. */
  behind(key: string): StoredFile | undefined {
    const address = this.#addresses.get(key);
    return address && address.until > this.#now() ? this.file(address.id) : undefined;
  }

  #keep(bytes: Uint8Array, mime: string, name: string, lives: number): string {
    const id = String(1_000_000_000_000_000 + this.#files.size);
    this.#files.set(id, { bytes: new Uint8Array(bytes), mime, name, until: this.#now() + lives });
    return id;
  }
}

export function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
