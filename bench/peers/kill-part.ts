/**
 * One bot in a process that will be killed: unlike the other parts it takes many messages at once, as they
 * come, and says of each when it is acknowledged.
 */
import { BOTS } from './bots.ts';
import { type Answer, type Ask, request } from './kill-words.ts';
import type { Peer } from './peer.ts';

let peer: Peer | null = null;

process.on('message', async (said) => {
  const { n, ask } = request.parse(said);
  try {
    tell({ n, answer: await answerTo(ask) });
  } catch (problem) {
    tell({ n, problem: problem instanceof Error ? problem.message : String(problem) });
  }
});

async function answerTo(ask: Ask): Promise<unknown> {
  if (ask.what === 'open') {
    const { bot, ...where } = ask.place;
    peer = await BOTS[bot].open(where);
    return true;
  }
  if (!peer) throw new Error('no bot is open yet');
  if (ask.what === 'hear') return peer.hear(ask.message);
  if (ask.what === 'heard') return peer.heard(ask.chat);
  try {
    return [...(await peer.orders())];
  } catch (problem) {
    if (problem instanceof SyntaxError) return [];
    throw problem;
  }
}

function tell(answer: Answer): void {
  process.send?.(answer);
}
