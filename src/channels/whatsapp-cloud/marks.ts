/**
 * The mark that each message travels with: WhatsApp brings it back with every status, so that a status tells which
 * message of the shop it is of, also where no answer of the call ever came.
 */

/** `key`: id of the shop's message; `part`: which of the messages of WhatsApp that it was made into, from 0. */
export interface Mark {
  readonly key: string;
  readonly part: number;
}

export function markOf({ key, part }: Mark): string {
  return `${key}#${part}`;
}

/** null where it is none of this shop's. */
export function readMark(text: string | undefined): Mark | null {
  const [, key, part] = /^(.+)#(\d{1,4})$/s.exec(text ?? '') ?? [];
  return key === undefined ? null : { key, part: Number(part) };
}
