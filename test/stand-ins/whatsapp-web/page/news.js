/**
 * What comes from the network: messages and what happens to them later.
 */
import { createWid, MsgKey } from './ids.js';
import { mine } from './link.js';
import { Chat, chatWith, MessageModel, Msg, meet, quoteOf } from './store.js';

const HAPPENINGS = {
  message: receive,
  ack: ({ key, ack }) => find(key)?.set({ ack: Math.max(ack, find(key).ack ?? 0) }),
  edit: ({ key, body }) => find(key)?.set({ body }),
  revoke: ({ key }) => find(key)?.set({ type: 'revoked', body: '' }),
  readable: ({ key, message }) => {
    const placeholder = find(key);
    Object.assign(placeholder, attributesOf(message), { type: placeholder.type });
    placeholder.set({ type: message.type });
  },
  person: meet,
  read: ({ chat }) => Chat.get(chat)?.set({ unreadCount: 0 }),
  again: ({ key }) => Msg.trigger('add', find(key)),
};

export function apply(news) {
  HAPPENINGS[news.what](news);
}

const find = (key) => Msg.get(key);

function receive({ message, quiet }) {
  const chat = chatWith(createWid(message.chat));
  const key = keyOf(message);
  // The page itself drops what it has.
  if (Msg.get(key)) return;
  chat.t = message.t;
  Msg.add(new MessageModel({ id: key, isNewMsg: !quiet, ...attributesOf(message) }));
  if (!message.fromMe) chat.set({ unreadCount: chat.unreadCount + 1 });
}

const keyOf = ({ chat, id, fromMe, participant }) =>
  new MsgKey({ remote: createWid(chat), id, fromMe, participant: participant && createWid(participant) });

function attributesOf(message) {
  const { chat, fromMe, participant, quotes, media, ...rest } = message;
  const other = createWid(chat);
  const own = other.isLid() ? mine().lid : mine().number;
  const quoted = quotes && Msg.getModelsArray().find((one) => one.id.id === quotes);
  const attributes = { ...rest, from: fromMe ? own : other, to: fromMe ? other : own, self: fromMe ? 'out' : 'in' };
  delete attributes.id;
  if (participant) attributes.author = createWid(participant);
  if (quoted) Object.assign(attributes, quoteOf(quoted));
  if (media) Object.assign(attributes, mediaOf(media));
  return attributes;
}

/** Keys and hashes that no one checks here; the picture in `body` is what the real page shows while it loads. */
function mediaOf({ path, mimetype, filename, size, stage }) {
  return {
    directPath: path,
    mimetype,
    filename,
    size,
    mediaKey: 'a2V5',
    filehash: 'aGFzaA==',
    encFilehash: 'ZW5j',
    mediaKeyTimestamp: 1,
    body: '/9j/thumbnail',
    mediaObject: {},
    mediaData: { mediaStage: stage ?? 'RESOLVED' },
  };
}
