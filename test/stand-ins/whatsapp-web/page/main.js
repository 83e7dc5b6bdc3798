/**
 * The page starts: the library finds `Debug.VERSION` and `require`, and the link to the telephone is opened.
 */
import { openLink, Socket } from './link.js';
import { requireModule } from './modules.js';
import { apply } from './news.js';
import { flush } from './sending.js';
import { ask, habits } from './server.js';

const SYNCED = 'change:hasSynced';

window.require = requireModule;
window.Debug = { VERSION: habits.version };
const on = Socket.on.bind(Socket);
Socket.on = (name, call) => {
  on(name, call);
  if (name === SYNCED) ask('/listening', { times: Socket.listeners(SYNCED) });
  return Socket;
};
openLink(apply, flush);
