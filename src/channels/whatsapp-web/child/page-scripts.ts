/**
 * What is asked of the page where the library has no question for it, or asks more than is needed: by the same names
 * that the library itself needs (facts of its source, 1.34.7).
 */

/** Set once the library hung its listeners into this document; gone with it. */
const LISTENING = '__shopListens';
const INJECTED = '__shopInjected';

export const markListening = `window.${LISTENING} = true`;
export const markInjected = `window.${INJECTED} = true`;
export const isInjected = `window.${INJECTED} === true`;

export const hasStateBinding = `typeof window.onAuthAppStateChangedEvent === 'function'`;
export const isSynced = `window.require('WAWebSocketModel').Socket.hasSynced === true`;
export const tellSynced = `window.onAppStateHasSyncedEvent()`;
export const refreshQr = `window.require('WAWebCmd').Cmd.refreshQR()`;
export const logout = `window.require('WAWebSocketModel').Socket.logout()`;

/** Nothing in it throws: a page that lacks a module is seen for what it is. */
export const look = `(() => {
  const get = (read) => { try { return read() ?? null; } catch { return null; } };
  const socket = get(() => window.require('WAWebSocketModel').Socket);
  const me = get(() => {
    const user = window.require('WAWebUserPrefsMeUser');
    return user.getMaybeMePnUser() || user.getMaybeMeLidUser();
  });
  return {
    socket: socket?.state ?? null,
    synced: socket?.hasSynced === true,
    account: me?._serialized ?? null,
    version: get(() => window.Debug.VERSION),
    listening: window.${LISTENING} === true,
  };
})()`;

/** Chats with persons in which something happened. `since`: seconds. The library's own list asks the server about every group. */
export const chatsSince = (since: number): string => `window.require('WAWebCollections').Chat.getModelsArray()
  .map((chat) => ({ id: chat.id._serialized, t: chat.t ?? 0 }))
  .filter(({ id, t }) => /@(c\\.us|lid)$/.test(id) && t >= ${Math.floor(since)})`;

export const typing = (chat: string): string => `window.WWebJS.sendChatstate('typing', ${JSON.stringify(chat)})`;
