/**
 * The web chat keeps the contract of a channel; its other side is a page, played over HTTP.
 */
import type { LoggedMessage } from '../../../src/conversation/message.ts';
import { type EventStream, openEventStream } from '../../stand-ins/event-stream.ts';
import { startWebChatServer } from '../../stand-ins/web-chat-server.ts';
import { type Arriving, type ChannelDriver, channelContract } from './contract.ts';

const CHAT = 'rosa-0123456789abcdef';
/** The smallest PNG there is. */
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const SAYINGS: Readonly<Partial<Record<Arriving, object>>> = {
  text: { text: 'hola' },
  choice: { choice: '2.abcdefghij.0' },
  location: { location: { lat: -12.12, lng: -77.03 } },
};

channelContract('web chat', async (): Promise<ChannelDriver> => {
  const log: LoggedMessage[] = [];
  const server = await startWebChatServer({
    started: false,
    read: async (_conversation, after) => log.filter((message) => message.n > after),
  });
  let stream: EventStream | null = null;

  const bodyOf = (id: string, kind: Arriving): string | FormData => {
    if (kind !== 'media') return JSON.stringify({ id, ...SAYINGS[kind] });
    const form = new FormData();
    form.set('id', id);
    form.set('file', new Blob([DOT]), 'photo.png');
    return form;
  };

  return {
    channel: server.channel,
    carries: ['text', 'choice', 'location', 'media'],
    async customerSends(id, kind) {
      const answer = await fetch(`${server.url}/chat/${CHAT}/messages`, { method: 'POST', body: bodyOf(id, kind) });
      return answer.status === 202;
    },
    logs: (message) => log.push(message),
    async nextShown() {
      stream ??= await openEventStream(`${server.url}/chat/${CHAT}/events`);
      const { text, spans } = JSON.parse((await stream.next('message')).data);
      return `${text}\n${JSON.stringify(spans)}`;
    },
    async close() {
      stream?.close();
      await server.close();
    },
  };
});
