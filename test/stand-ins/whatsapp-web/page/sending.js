/**
 * Sending: what the library hands over appears in the page at once and leaves as soon as there is a network, in order.
 */
import { Socket } from './link.js';
import { ask } from './server.js';
import { chatWith, MessageModel, Msg } from './store.js';

const waiting = [];
let busy = false;

const KINDS_WITH_A_FILE = ['image', 'document', 'video', 'audio', 'ptt', 'sticker'];

/** @returns two promises: it is in the page; it left. */
export function addAndSendMsgToChat(chat, attributes) {
  const message = new MessageModel({ ...attributes });
  if (KINDS_WITH_A_FILE.includes(message.type)) Object.assign(message, { mediaObject: {}, mediaData: { mediaStage: 'RESOLVED' } });
  const added = Promise.resolve().then(() => Msg.add(message));
  const left = added.then(() => new Promise((resolve) => waiting.push({ chat, message, resolve })));
  added.then(flush);
  return [added, left];
}

export async function flush() {
  if (busy) return;
  busy = true;
  while (waiting.length > 0 && Socket.state === 'CONNECTED') {
    const [{ chat, message, resolve }] = waiting;
    const answer = await ask('/send', { ...partsOf(message), chat: chat.id._serialized }).catch(() => null);
    if (!answer) break;
    waiting.shift();
    if (answer.refused) message.set({ ack: -1 });
    resolve({ messageSendResult: answer.refused ? 'ERROR_UNKNOWN' : 'OK' });
  }
  busy = false;
}

function partsOf(message) {
  const { id, type, body, caption, mimetype, filename, directPath, lat, lng, loc, quotedStanzaID, t } = message;
  return {
    key: id._serialized,
    id: id.id,
    type,
    body: directPath ? undefined : body,
    caption,
    mimetype,
    filename,
    directPath,
    lat,
    lng,
    loc,
    quotes: quotedStanzaID,
    t,
  };
}

/** @throws for a number that WhatsApp does not know. */
export async function findOrCreateLatestChat(wid) {
  const { known } = await ask('/exists', { wid: wid._serialized });
  if (!known) throw new Error('No LID for user');
  return { chat: chatWith(wid) };
}

/** Told in passing: without a network nobody waits for it. */
const tell = (path, what) => ask(path, what).catch(() => {});

export async function sendSeen({ chat }) {
  tell('/seen', { chat: chat.id._serialized });
  chat.set({ unreadCount: 0 });
}

export const tellState = (state) => async (wid) => {
  tell('/typing', { chat: wid._serialized, state });
};
