/**
 * WhatsApp Web keeps the contract of a channel; its other side is the local WhatsApp, with the library as it comes in a
 * real Chromium. There is nothing to confirm to a provider: what the shop could not keep stays in the chat, and is found
 * there again.
 */
import { afterAll, describe } from 'vitest';
import type { Accept, Channel } from '../../../src/channels/port.ts';
import { withoutSigns } from '../../stand-ins/whatsapp-cloud/screen.ts';
import { DOT } from '../../stand-ins/whatsapp-web/dot.ts';
import { chromium, Line } from '../../stand-ins/whatsapp-web/line.ts';
import type { NetworkMessage } from '../../stand-ins/whatsapp-web/network.ts';
import type { Person } from '../../stand-ins/whatsapp-web/person.ts';
import { browserOf } from '../../stand-ins/whatsapp-web/processes.ts';
import { channelContract } from './contract.ts';
import type { Arriving, ChannelDriver, Folders, Traits } from './driver.ts';

const VCARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ana Quispe\nTEL;type=CELL;waid=51987654321:+51 987 654 321\nEND:VCARD';

const WHATSAPP_WEB: Traits = {
  name: 'WhatsApp Web',
  // An edit is of something she wrote before.
  carries: ['text', 'location', 'file-elsewhere', 'contact', 'media', 'unsupported', 'edited'],
  // What is handed to the page is on disk before, and looked for in the chat.
  copiesOfUncertain: 1,
  blocked: null,
  cannot: {
    tooFast: 'nobody asks a page for patience: the channel keeps below caps of its own (pace.test.ts)',
    blocks: 'nobody is told that she was blocked: her messages stay at one tick',
  },
};

/** A browser takes its time to start: stories follow each other on one line, each with a customer of its own. */
let line: Line | null = null;
let customers = 0;

async function openLine(folders: Folders): Promise<Line> {
  line ??= await Line.open({ linked: true, deps: folders });
  return line;
}

async function openDriver(folders: Folders): Promise<ChannelDriver> {
  const on = await openLine(folders);
  const { whatsapp } = on;
  customers += 1;
  const ana = whatsapp.person({ name: 'Ana', number: `5198765${String(customers).padStart(4, '0')}` });
  const sends = sendingAs(ana);
  const sent = new Map<string, NetworkMessage>();
  /** Who waits for how the shop takes a message, by WhatsApp's id of it: a correction has that of what it corrects. */
  const waiting = new Map<string, ((taken: boolean) => void)[]>();
  let shownUpTo = 0;
  let isStopped = false;

  /** What a story before this one left in its chat is kept now. */
  const watched =
    (accept: Accept): Accept =>
    async (message) => {
      if (message.chat !== ana.wid) return { accepted: true, duplicate: true };
      const told = [...waiting].find(([id]) => message.messageId.includes(id))?.[1].shift();
      const answer = await accept(message).catch((problem: unknown) => {
        told?.(false);
        throw problem;
      });
      told?.(answer.accepted);
      return answer;
    };
  const watchedChannel = (real: Channel): Channel => ({
    ...real,
    async start({ accept, note }) {
      await real.start({ accept: watched(accept), note });
      await on.reaches('ready');
    },
    async stop() {
      isStopped = true;
      await real.stop();
    },
  });
  const verdictOn = ({ id }: NetworkMessage): Promise<boolean> =>
    new Promise((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]));
  const untilKept = async (message: NetworkMessage): Promise<void> => {
    while (!(await verdictOn(message)));
  };
  let channel = watchedChannel(on.channel);

  return {
    get channel() {
      return channel;
    },
    async customerSends(id, kind) {
      if (!whatsapp.online) return false;
      const again = sent.get(id);
      const message = again ?? sends[kind]();
      sent.set(id, message);
      const verdict = verdictOn(message);
      if (again) ana.arrivesAgain(again);
      return verdict;
    },
    async customerSendsAll(kinds) {
      await Promise.all(kinds.map((kind) => untilKept(sends[kind]())));
    },
    comesAgain: async (_id, heard) => void (await heard),
    logs: () => {},
    async nextShown() {
      await whatsapp.until('the next message', () => ana.hears().length > shownUpTo);
      const message = ana.hears()[shownUpTo];
      shownUpTo += 1;
      return { words: withoutSigns(message?.body ?? message?.caption ?? '').plain, hasFile: message?.media !== undefined };
    },
    // Nothing falls due at a time: what the shop waits for is the browser.
    passes: () => on.reaches('ready'),
    restarts() {
      channel = watchedChannel(on.again());
      isStopped = false;
    },
    plays: {
      losesTheAnswer() {
        whatsapp.onTaken = () => {
          whatsapp.onTaken = () => {};
          process.kill(browserOf(on.profile).pid, 'SIGKILL');
        };
      },
      failsAfter(parts) {
        let taken = 0;
        whatsapp.takes = () => {
          taken += 1;
          return taken !== parts + 1;
        };
      },
      async repeats(id) {
        const message = sent.get(id);
        if (message) ana.arrivesAgain(message);
      },
      async goesAway() {
        whatsapp.cut();
        await on.reaches('offline');
      },
      async comesBack() {
        whatsapp.back();
        await on.reaches('ready');
      },
    },
    async close() {
      whatsapp.takes = () => true;
      // A channel that was stopped is not started again: the next story begins with another one.
      if (isStopped) on.again();
    },
  };
}

function sendingAs(ana: Person): Readonly<Record<Arriving, () => NetworkMessage>> {
  let said = 0;
  let last: NetworkMessage | null = null;
  const says = () => {
    last = ana.says('hola');
    return last;
  };
  return {
    text: says,
    location: () => ana.sendsPlace(-12.12, -77.03),
    'file-elsewhere': () => ana.sendsFile('image', DOT, 'image/png', { caption: 'mi comprobante' }),
    contact: () => ana.sends({ type: 'vcard', body: VCARD }),
    media: () => ana.sendsFile('sticker', DOT, 'image/webp'),
    unsupported: () => ana.sends({ type: 'live_location' }),
    edited() {
      said += 1;
      const message = last ?? says();
      ana.edits(message, `hola ${said}`);
      return message;
    },
    choice() {
      throw new Error('WhatsApp Web has no buttons');
    },
  };
}

describe.skipIf(!chromium)('with a browser', () => {
  channelContract(WHATSAPP_WEB, openDriver);
  afterAll(() => line?.close());
});
