/** The customers, in a process of their own: they reach the server as anybody does, over HTTP. */

import { runClosedLoop } from './closed-loop.ts';
import type { Written } from './customers.ts';
import { runOpenLoop } from './open-loop.ts';
import { answerWith } from './parts.ts';
import { at, loopPlan, streamPlan } from './questions.ts';
import { type Address, type Line, openLine } from './wire.ts';

answerWith({
  async 'write as fast as it goes'(details) {
    const address = addressOf(details);
    const lines: Line[] = [];
    const result = await runClosedLoop(loopPlan.parse(details), async () => {
      const line = await openLine(address);
      lines.push(line);
      return (written) => post(line, written);
    });
    for (const line of lines) line.hangUp();
    return result;
  },
  async 'write steadily'(details) {
    return runOpenLoop(addressOf(details), streamPlan.parse(details));
  },
  async close() {},
});

async function post(line: Line, { chat, index, text }: Written): Promise<void> {
  const status = await line.post(`/chat/${chat}/messages`, JSON.stringify({ id: `m-${index}`, text }));
  if (status !== 202) throw new Error(`a message was answered with ${status}`);
}

function addressOf(details: unknown): Address {
  const { hostname, port } = new URL(at.parse(details).url);
  return { host: hostname, port: Number(port) };
}
