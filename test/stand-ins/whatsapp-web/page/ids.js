/**
 * The ids of WhatsApp as the library meets them: of people, groups and lists (`Wid`), and of messages (`MsgKey`).
 */

const WID = /^([^@]+)@(c\.us|s\.whatsapp\.net|lid|g\.us|broadcast|newsletter)$/;

export class Wid {
  constructor(user, server) {
    this.user = user;
    this.server = server;
    this._serialized = `${user}@${server}`;
  }
  isLid() {
    return this.server === 'lid';
  }
  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }
  isGroup() {
    return this.server === 'g.us';
  }
  isStatus() {
    return this._serialized === 'status@broadcast';
  }
  isBroadcast() {
    return this.server === 'broadcast';
  }
  isNewsletter() {
    return this.server === 'newsletter';
  }
  toString() {
    return this._serialized;
  }
  toJSON() {
    return { server: this.server, user: this.user, _serialized: this._serialized };
  }
}

/** @throws `wid error` for what is no id, as the page does. */
export function createWid(from) {
  if (from instanceof Wid) return from;
  const match = WID.exec(typeof from === 'object' && from !== null ? from._serialized : String(from));
  if (!match) throw new Error(`wid error: invalid wid ${from}`);
  return new Wid(match[1], match[2] === 's.whatsapp.net' ? 'c.us' : match[2]);
}

export class MsgKey {
  static #made = 0;

  constructor({ from, to, id, participant, selfDir, fromMe, remote }) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = remote ?? (this.fromMe ? to : from);
    this.id = id;
    if (participant) this.participant = participant;
    this._serialized = [this.fromMe, this.remote, id, ...(participant ? [participant] : [])].join('_');
  }
  /** Ids made by WhatsApp Web begin with 3EB0; unlike a telephone's. */
  static async newId() {
    MsgKey.#made += 1;
    return `3EB0${Date.now().toString(16)}${MsgKey.#made.toString(16).padStart(6, '0')}`.toUpperCase();
  }
  static fromString(text) {
    const [fromMe, remote, id, participant] = text.split('_');
    return new MsgKey({
      fromMe: fromMe === 'true',
      remote: createWid(remote),
      id,
      participant: participant && createWid(participant),
    });
  }
  toString() {
    return this._serialized;
  }
  toJSON() {
    return { ...this };
  }
}
