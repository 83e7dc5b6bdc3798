/** The shop in a process of its own: the whole program, as `npm start` runs it, only with room for thousands of customers. */
import { join } from 'node:path';
import { type App, openApp } from '../src/app.ts';
import { chance, newId } from '../src/chance.ts';
import type { Settings } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';
import { systemClock } from '../src/runtime/clock.ts';
import { runClosedLoop } from './closed-loop.ts';
import { measureCore, rehearse } from './core.ts';
import { inbound } from './inbound.ts';
import { answerWith, processorMs } from './parts.ts';
import { folder, loopPlan } from './questions.ts';
import { copyWithFullShelves } from './shop-home.ts';

/** The limits of the chat guard against one customer; the bench is thousands behind one address. */
const NO_LIMIT = { burst: 1e9, perSecond: 1e9 };
/** ms of decisions; the same before, unmeasured. */
const CORE_MS = 1500;

let opened: App | null = null;

answerWith({
  async open(details) {
    const { directory } = folder.parse(details);
    const home = join(directory, 'home');
    await copyWithFullShelves(join(import.meta.dirname, '..'), home);
    const settings: Settings = {
      port: 0,
      host: '127.0.0.1',
      dataDirectory: join(directory, 'data'),
      publicUrl: null,
      mercadoPago: null,
      sellerKey: null,
      chat: { perConversation: NO_LIMIT, perAddress: NO_LIMIT },
      trustProxy: false,
      answerWithinHours: 24,
      logLevel: 'warn',
    };
    const result = await openApp({ home, settings, clock: systemClock, newId, chance, log: createLog({ level: settings.logLevel }) });
    if (!result.ok) throw new Error(`the shop's files have mistakes: ${JSON.stringify(result.problems)}`);
    opened = result.app;
    return { url: opened.url };
  },
  async rehearse() {
    return rehearse(shop().files, newId);
  },
  async 'take messages in process'(details) {
    const { runtime } = shop();
    return runClosedLoop(loopPlan.parse(details), async () => async ({ chat, index, text }) => {
      const accepted = await runtime.accept(inbound(chat, index, text));
      if (!accepted.accepted || accepted.duplicate) throw new Error('a message was not kept as a new one');
    });
  },
  async 'decide alone'() {
    return measureCore(shop().files, newId, CORE_MS);
  },
  /** Customers' messages that are marked as handled, once everything is on disk. */
  async 'say what is kept'() {
    const { store, runtime } = shop();
    await runtime.idle();
    await store.settled();
    return [...store.query.all('inbox')].filter((mark) => mark.id.startsWith('web:')).length;
  },
  async 'say its processor time'() {
    return processorMs();
  },
  async close() {
    await opened?.stop();
  },
});

function shop(): App {
  if (!opened) throw new Error('the shop is not open yet');
  return opened;
}
