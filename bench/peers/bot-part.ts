/** One bot in a process of its own. Its customers are in it too, but for those who come over HTTP: they are in another one. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { answerWith, processorMs } from '../parts.ts';
import { BOTS } from './bots.ts';
import { rushIn, serveAll, serveOneByOne } from './customers.ts';
import type { Peer } from './peer.ts';
import { crowd, place, rush, single } from './questions.ts';

const NAME = 'Luis Rojas';

let opened: Peer | null = null;

answerWith({
  async open(details) {
    const { bot, ...where } = place.parse(details);
    const peer = await BOTS[bot].open(where);
    opened = peer;
    return { url: 'url' in peer ? peer.url : null };
  },
  'take messages': (details) => rushIn(peer(), rush.parse(details)),
  'serve all': (details) => serveAll(peer(), crowd.parse(details)),
  async 'serve one by one'(details) {
    const delay = monitorEventLoopDelay({ resolution: 2 });
    delay.enable();
    const before = processorMs();
    const ms = await serveOneByOne(peer(), single.parse(details));
    delay.disable();
    return { ms, processorMs: (processorMs() - before) / ms.length, longestPauseMs: delay.max / 1e6 };
  },
  async 'count orders'() {
    try {
      return [...(await peer().orders()).values()].reduce((sum, count) => sum + count, 0);
    } catch (problem) {
      if (problem instanceof SyntaxError) return null;
      throw problem;
    }
  },
  list: () => timeOf(() => peer().list()),
  search: () => timeOf(() => peer().search(NAME)),
  async 'say its processor time'() {
    return processorMs();
  },
  async 'say its memory'() {
    return process.memoryUsage().rss / 2 ** 20;
  },
  async close() {
    await opened?.close();
  },
});

/** ms */
async function timeOf(work: () => Promise<number>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function peer(): Peer {
  if (!opened) throw new Error('no bot is open yet');
  return opened;
}
