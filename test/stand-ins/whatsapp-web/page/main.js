/**
 * The page starts: the library finds `Debug.VERSION` and `require`, and the link to the telephone is opened.
 */
import { openLink, Socket } from './link.js';
import { requireModule } from './modules.js';
import { apply } from './news.js';
import { flush } from './sending.js';
import { habits } from './server.js';

window.require = requireModule;
window.Debug = { VERSION: habits.version };
window.listenersOfSync = () => Socket.listeners('change:hasSynced');
openLink(apply, flush);
