/**
 * The page's connection: its state, its link to the seller's telephone and how it loses either.
 */
import { createWid } from './ids.js';
import { Emitter, Model } from './models.js';
import { ask, habits } from './server.js';

export const Socket = new Model({ state: 'OPENING', hasSynced: false });
export const Cmd = new Emitter();
export const Conn = new Model({ ref: undefined, platform: 'android', pushname: undefined });

const DEVICE = 'device';

let device = localStorage.getItem(DEVICE);
let me = null;
let progress = 0;

export const mine = () => ({ number: me && createWid(me.number), lid: me && createWid(me.lid) });
export const syncProgress = () => progress;

/** @param apply what comes from the network; @param flush sends what waited for it. */
export async function openLink(apply, flush) {
  const hello = await ask('/hello', { device });
  device = hello.device;
  const commands = new EventSource(`/commands?device=${device}`);
  commands.onmessage = ({ data }) => obey(JSON.parse(data), apply, flush);
  // Nobody can scan a code before this page would hear of it.
  await new Promise((resolve) => commands.addEventListener('open', resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, habits.startMs));
  if (habits.stuck) return;
  if (hello.me) goOnline(hello.me, apply, flush);
  else {
    Conn.set({ ref: hello.ref });
    Socket.set({ state: 'UNPAIRED' });
  }
}

function obey(command, apply, flush) {
  if (command.what === 'state') Socket.set({ state: command.state });
  if (command.what === 'synced') Socket.set({ hasSynced: command.synced });
  if (command.what === 'iframe') document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: 'x' }));
  // WhatsApp Web does so by itself when there is a new version of it.
  if (command.what === 'reload') location.reload();
  if (command.what === 'paired') {
    localStorage.setItem(DEVICE, device);
    Socket.set({ state: 'PAIRING' });
    goOnline(command.me, apply, flush);
  }
  if (command.what === 'logout') {
    Cmd.trigger('logout_from_bridge');
    leave();
  }
}

function goOnline(who, apply, flush) {
  me = who;
  Conn.pushname = me.name;
  const news = new EventSource(`/news?device=${device}`);
  news.addEventListener('caught-up', () => {
    Socket.set({ state: 'CONNECTED' });
    flush();
    if (!Socket.hasSynced) synchronise();
  });
  news.onmessage = ({ data }) => apply(JSON.parse(data));
  news.onerror = () => Socket.state === 'CONNECTED' && Socket.set({ state: 'TIMEOUT' });
}

async function synchronise() {
  for (const percent of [40, 100]) {
    progress = percent;
    Cmd.trigger('offline_progress_update_from_bridge');
  }
  if (habits.syncMs > 0) await new Promise((resolve) => setTimeout(resolve, habits.syncMs));
  Socket.set({ hasSynced: true });
}

/** Out of the account: the page forgets its device and loads anew. */
function leave() {
  localStorage.removeItem(DEVICE);
  setTimeout(() => location.assign('/?post_logout=1&logout_reason=0'), 50);
}

/** A new code to scan; the ones before it are worth nothing any more. */
Cmd.refreshQR = async () => {
  const { ref } = await ask('/ref', { device });
  Conn.set({ ref });
  if (Socket.state === 'UNPAIRED_IDLE') Socket.set({ state: 'UNPAIRED' });
};

export const codeFor = async (number) => (await ask('/code', { device, number })).code;

Socket.logout = async () => {
  Cmd.trigger('logout');
  await ask('/logout', { device });
  leave();
};
Socket.takeover = () => Socket.set({ state: 'CONNECTED' });
