/**
 * The web chat keeps the contract of a channel; its other side is a page, played over HTTP.
 */
import type { LoggedMessage } from '../../../src/conversation/message.ts';
import { type EventStream, openEventStream } from '../../stand-ins/event-stream.ts';
import { startWebChatServer } from '../../stand-ins/web-chat-server.ts';
import { DOT } from '../../stand-ins/whatsapp-web/dot.ts';
import { channelContract } from './contract.ts';
import type { Arriving, ChannelDriver, Traits } from './driver.ts';

const CHAT = 'rosa-0123456789abcdef';

const SAYINGS: Readonly<Partial<Record<Arriving, object>>> = {
  text: { text: 'hola' },
  choice: { choice: '2.abcdefghij.0' },
  location: { location: { lat: -12.12, lng: -77.03 } },
};

const NOTHING_IS_SENT = 'nothing is sent: the customer’s page reads the shop’s own log, by the number of the last message it shows';
const NOBODY_BETWEEN = 'nobody is between the shop and the page';

const WEB_CHAT: Traits = {
  name: 'web chat',
  carries: ['text', 'choice', 'location', 'media'],
  copiesOfUncertain: 1,
  blocked: null,
  cannot: {
    tooFast: NOTHING_IS_SENT,
    losesTheAnswer: NOTHING_IS_SENT,
    failsAfter: NOTHING_IS_SENT,
    blocks: 'a page cannot block the shop, only be closed',
    goesAway: NOBODY_BETWEEN,
    comesBack: NOBODY_BETWEEN,
  },
};

channelContract(WEB_CHAT, async (): Promise<ChannelDriver> => {
  const log: LoggedMessage[] = [];
  const server = await startWebChatServer({
    started: false,
    read: async (_conversation, after) => log.filter((message) => message.n > after),
  });
  let stream: EventStream | null = null;
  let lastShown = 0;

  const bodyOf = (id: string, kind: Arriving): string | FormData => {
    if (kind !== 'media') return JSON.stringify({ id, ...SAYINGS[kind] });
    const form = new FormData();
    form.set('id', id);
    form.set('file', new Blob([DOT]), 'photo.png');
    return form;
  };
  const customerSends = async (id: string, kind: Arriving): Promise<boolean> => {
    const answer = await fetch(`${server.url}/chat/${CHAT}/messages`, { method: 'POST', body: bodyOf(id, kind) });
    return answer.status === 202;
  };

  return {
    get channel() {
      return server.channel;
    },
    customerSends,
    // The page sends one after the other, each when the one before it was taken.
    async customerSendsAll(kinds) {
      for (const [index, kind] of kinds.entries()) while (!(await customerSends(`all${index}`, kind)));
    },
    async comesAgain(id) {
      await customerSends(id, 'text');
    },
    logs: (message) => log.push(message),
    async nextShown() {
      stream ??= await openEventStream(`${server.url}/chat/${CHAT}/events?after=${lastShown}`);
      const { n, text, image, url } = JSON.parse((await stream.next('message')).data);
      lastShown = n;
      return { words: text, hasFile: image !== undefined || String(url).startsWith('/chat/outgoing/') };
    },
    passes: async () => {},
    restarts() {
      stream?.close();
      stream = null;
      server.restarts();
    },
    plays: {
      async repeats(id) {
        await customerSends(id, 'text');
      },
    },
    async close() {
      stream?.close();
      await server.close();
    },
  };
});
