/**
 * What the page holds in memory: messages, chats, contacts, and which number belongs to which hidden id.
 */
import { createWid } from './ids.js';
import { Collection, Model } from './models.js';

/** What a message carries that quotes this one. */
export const quoteOf = (message) => ({
  quotedMsg: { type: message.type, body: message.body },
  quotedStanzaID: message.id.id,
  quotedParticipant: message.from,
});

export class MessageModel extends Model {
  get isNotification() {
    return this.type === 'e2e_notification';
  }
  msgContextInfo() {
    return quoteOf(this);
  }
  canReply() {
    return true;
  }
  async downloadMedia() {
    this.mediaData.mediaStage = 'RESOLVED';
  }
}

export const Msg = new Collection();
Msg.modelClass = MessageModel;
Msg.getMessagesById = async (ids) => ({ messages: ids.map((id) => Msg.get(id)).filter(Boolean) });

export const messagesOf = (wid) => Msg.getModelsArray().filter((message) => message.id.remote._serialized === wid._serialized);

export const Chat = new Collection();

export function chatWith(wid) {
  const known = Chat.get(wid);
  if (known) return known;
  const chat = new Model({ id: wid, formattedTitle: wid.user, unreadCount: 0, t: 0, archive: false, pin: 0, isLocked: false });
  chat.muteExpiration = 0;
  chat.mute = { expiration: 0 };
  if (wid.isGroup()) chat.groupMetadata = new Model({ id: wid, participants: [], announce: false });
  chat.msgs = { getModelsArray: () => messagesOf(wid) };
  return Chat.add(chat);
}

const contactOf = (wid) => new Model({ id: wid, isBusiness: false, isContactBlocked: false });

export const Contact = new Collection((id) => contactOf(createWid(id)));

const lids = new Map();
const numbers = new Map();

export const lidOf = (wid) => lids.get(wid._serialized);
export const numberOf = (wid) => numbers.get(wid._serialized);

/** The page learns who a person is: a name, and the number behind a hidden id where it is told. */
export function meet({ wid, name, number, lid }) {
  const contact = Contact.get(wid) ?? Contact.add(contactOf(createWid(wid)));
  if (name) contact.pushname = name;
  if (!number || !lid) return;
  lids.set(number, createWid(lid));
  numbers.set(lid, createWid(number));
  const hidden = Contact.get(lid) ?? Contact.add(contactOf(createWid(lid)));
  hidden.phoneNumber = createWid(number);
  hidden.pushname = name;
}
