/** The shop in a process of its own: the whole program, as `npm start` runs it, only with room for thousands of customers. */
import { join } from 'node:path';
import type { App } from '../src/app.ts';
import { newId } from '../src/chance.ts';
import { runClosedLoop } from './closed-loop.ts';
import { measureCore, rehearse } from './core.ts';
import { inbound } from './inbound.ts';
import { openBenchShop } from './open-shop.ts';
import { answerWith, processorMs } from './parts.ts';
import { folder, loopPlan } from './questions.ts';
import { copyWithFullShelves } from './shop-home.ts';

/** ms of decisions; the same before, unmeasured. */
const CORE_MS = 1500;

let opened: App | null = null;

answerWith({
  async open(details) {
    const { directory } = folder.parse(details);
    const home = join(directory, 'home');
    await copyWithFullShelves(join(import.meta.dirname, '..'), home);
    opened = await openBenchShop(home, join(directory, 'data'));
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
