/**
 * The network between customers and the shop, in both directions, with everything that networks and the
 * companies behind them do to messages. A message of a customer is brought again until it is acknowledged,
 * as every channel does; a message of the shop is delivered or not whatever the shop gets to know of it.
 */
import type { Accept, Channel, Recipient, Sent } from '../../src/channels/port.ts';
import type { InboundMessage, LoggedMessage } from '../../src/conversation/message.ts';
import { readConversation } from '../../src/runtime/log-reading.ts';
import { type Store, StoreFailed } from '../../src/store/port.ts';
import type { Life } from './life.ts';
import type { Written } from './witness.ts';
import type { World } from './world.ts';

export const CHANNEL = 'web';
export const ACCOUNT = 'retama';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** A channel that gets no answer for so long brings the message again. */
const PATIENCE_MS = 20_000;
const LONGEST_WAY_MS = 2000;
const LONGEST_DELAY_MS = 20 * MINUTE_MS;
const LONGEST_PAUSE_MS = 2 * MINUTE_MS;
const LONGEST_ANSWER_MS = 300;

/** Where customers read the log: ms after they wrote at which they look by themselves. */
const LOOKS_MS = [3 * SECOND_MS, 20 * SECOND_MS, 2 * MINUTE_MS, 15 * MINUTE_MS];

type Failure = Extract<Sent, { readonly sent: false }>;

function failure(how: Partial<Failure> & Pick<Failure, 'reason'>): Failure {
  return { sent: false, refs: [], retryAfterMs: null, final: false, uncertain: false, ...how };
}

/** The process that can take messages now, or null. */
export type Door = () => { readonly life: Life; readonly accept: Accept; readonly store: Store } | null;

export class Network {
  /** Messages on their way to the shop, not yet acknowledged to their channel. */
  onTheWay = 0;
  readonly #world: World;
  readonly #door: Door;
  readonly #acknowledged: () => void;
  readonly #customers = new Map<string, (message: LoggedMessage) => void>();
  #lastArrived = 0;

  /** `acknowledged` is called after each acknowledgement. */
  constructor(world: World, door: Door, acknowledged: () => void) {
    this.#world = world;
    this.#door = door;
    this.#acknowledged = acknowledged;
  }

  /** `receive` is called for each delivery, also for repeats. */
  join(chat: string, receive: (message: LoggedMessage) => void): void {
    this.#customers.set(chat, receive);
  }

  /** A customer's message sets out. */
  send(message: InboundMessage, written: Written): void {
    const world = this.#world;
    world.witness.written.set(written.mark, written);
    this.onTheWay += 1;
    const order = world.witness.written.size;
    const way = world.strikes('messageDelayed') ? world.dice.below(LONGEST_DELAY_MS) : world.dice.below(LONGEST_WAY_MS);
    this.#bring(message, written, 0, way, order);
    if (world.profile.delivery === 'read') for (const ms of LOOKS_MS) world.time.after(ms, () => void this.look(message.chat));
    if (world.strikes('messageTwiceAtOnce')) this.#copy(message, written, way);
    if (world.strikes('messageTwice')) this.#copy(message, written, way + world.dice.below(MINUTE_MS));
  }

  /** Like the original it is brought until somebody acknowledges it, but nobody waits for it. */
  #copy(message: InboundMessage, written: Written, ms: number): void {
    this.#world.sometimes.note('a message came twice');
    this.#world.time.after(ms, () => void this.#knock(message, written));
  }

  #bring(message: InboundMessage, written: Written, tries: number, ms: number, order: number): void {
    const { time, dice, sometimes } = this.#world;
    const again = () => {
      const pause = Math.min(LONGEST_PAUSE_MS, SECOND_MS * 2 ** tries) * (0.5 + dice.next());
      this.#bring(message, written, tries + 1, pause, order);
    };
    time.after(ms, async () => {
      if (this.#world.strikes('messageLost')) {
        sometimes.note('a message was lost on its way and sent again');
        return again();
      }
      if (order < this.#lastArrived) sometimes.note('messages overtook each other');
      this.#lastArrived = Math.max(this.#lastArrived, order);
      let waiting = true;
      time.after(PATIENCE_MS, () => {
        if (waiting) again();
        waiting = false;
      });
      const accepted = await this.#knock(message, written);
      if (!waiting) return;
      waiting = false;
      if (!accepted) return again();
      if (this.#world.strikes('acknowledgementLost')) {
        sometimes.note('an acknowledgement was lost');
        return again();
      }
      this.onTheWay -= 1;
    });
  }

  /** Whether the shop acknowledged it; never resolves where the shop ends meanwhile. */
  async #knock(message: InboundMessage, written: Written): Promise<boolean> {
    const { story, sometimes } = this.#world;
    const door = this.#door();
    if (!door) {
      sometimes.note('a message met a shop that was down');
      return false;
    }
    if (this.#isNotSafeYet(message)) sometimes.note('a message came again before its first coming was safe');
    try {
      const answer = await door.accept(message);
      if (!door.life.goesOn) return await new Promise(() => {});
      story.tell(`${written.mark} ${answer.accepted ? `acknowledged${answer.duplicate ? ' as a repeat' : ''}` : 'not kept'}`);
      if (answer.accepted) {
        written.acknowledged = true;
        this.#acknowledged();
      }
      return answer.accepted;
    } catch (problem) {
      if (door.life.goesOn) this.#world.violated('the shop never breaks over a message', `${written.mark}: ${stackOf(problem)}`);
      return false;
    }
  }

  #isNotSafeYet({ channel, account, chat, messageId }: InboundMessage): boolean {
    const { now, sequence, promised } = this.#world.ledger;
    return now.get('inbox', `${channel}:${account}:${chat}:${messageId}`) !== undefined && sequence > promised;
  }

  /** The channel as one process has it. */
  channelOf(life: Life): Channel {
    return {
      delivery: this.#world.profile.delivery,
      name: CHANNEL,
      start: async () => {},
      send: (to, message, { key }) => (this.#world.profile.delivery === 'read' ? this.#tell(to) : this.#carry(life, to, message, key)),
      health: () => ({ ok: true, words: 'The channel is open.' }),
      stop: async () => {},
    };
  }

  /** Whoever is looking looks again; whoever is not is not told. */
  async #tell({ chat }: Recipient): Promise<Sent> {
    const { dice, time } = this.#world;
    if (dice.chance(0.8)) time.after(dice.below(LONGEST_ANSWER_MS), () => void this.look(chat));
    return { sent: true, refs: [] };
  }

  /** Where customers read the log, some look just when the shop is at it. */
  somebodyLooks(): void {
    const { profile, dice, time } = this.#world;
    if (profile.delivery !== 'read' || !dice.chance(0.5)) return;
    const chat = dice.pick([...this.#customers.keys()]);
    time.after(dice.below(4), () => void this.look(chat));
  }

  /** A customer reads what the shop has said since she last looked. */
  async look(chat: string): Promise<void> {
    const door = this.#door();
    if (!door) return;
    const conversationId = `${CHANNEL}:${ACCOUNT}:${chat}`;
    const read = await readConversation(door.store, conversationId, this.#world.witness.furthest.get(conversationId) ?? 0).catch(
      failedOnly,
    );
    if (!door.life.goesOn || !read) return;
    for (const message of read) {
      const isNew = message.n > (this.#world.witness.furthest.get(conversationId) ?? 0);
      if (message.from !== 'customer' && isNew) this.#deliver(door.life, { account: ACCOUNT, chat }, message, message.id);
    }
  }

  async #carry(life: Life, to: Recipient, message: LoggedMessage, key: string): Promise<Sent> {
    const { dice, sometimes, story } = this.#world;
    const sending = this.#sendingOf(message, key);
    sending.tried = true;
    const fate = this.#fate();
    story.tell(`life ${life.number} sends ${key}: ${fate}`);
    const way = dice.between(1, LONGEST_ANSWER_MS);
    const arrives = fate === 'arrives' || fate === 'answer lost' || (fate === 'breaks' && dice.chance(0.5));
    if (arrives) this.#world.time.after(way, () => this.#deliver(life, to, message, key));
    await life.wait(way + dice.between(0, LONGEST_ANSWER_MS));
    switch (fate) {
      case 'arrives':
        return { sent: true, refs: [] };
      case 'answer lost':
        sometimes.note('an answer to a sending was lost');
        sending.excuses += 1;
        return failure({ uncertain: true, reason: 'timeout' });
      case 'breaks':
        sometimes.note('a sending broke');
        sending.excuses += 1;
        throw new Error('socket hang up');
      case 'fails':
        sometimes.note('a sending failed');
        return failure({ reason: 'unreachable' });
      case 'has to wait':
        sometimes.note('a channel asked to wait');
        return failure({ retryAfterMs: dice.between(1, 60) * SECOND_MS, reason: 'too many requests' });
      case 'refused':
        sometimes.note('a channel refused a message for good');
        sending.refused = true;
        return failure({ final: true, reason: 'blocked by the customer' });
    }
  }

  #fate() {
    const world = this.#world;
    if (world.strikes('sendFails')) return 'fails';
    if (world.strikes('sendAnswerLost')) return 'answer lost';
    if (world.strikes('sendBreaks')) return 'breaks';
    if (world.strikes('tooManyRequests')) return 'has to wait';
    if (world.strikes('refusedForGood')) return 'refused';
    return 'arrives';
  }

  #sendingOf(message: LoggedMessage, key: string) {
    const { sendings } = this.#world.witness;
    const known = sendings.get(key);
    if (known && known.text !== message.text) {
      this.#world.violated('a key stands for one message', `${key} is "${known.text}" and "${message.text}"`);
    }
    const sending = known ?? {
      conversationId: message.conversationId,
      n: message.n,
      text: message.text,
      deliveries: 0,
      excuses: 0,
      refused: false,
      tried: false,
    };
    sendings.set(key, sending);
    return sending;
  }

  #deliver(life: Life, to: Recipient, message: LoggedMessage, key: string): void {
    const { sometimes, witness, story } = this.#world;
    const sending = this.#sendingOf(message, key);
    sending.deliveries += 1;
    story.tell(`${key} reaches ${to.chat}`);
    if (!life.goesOn) sometimes.note('a message was delivered by a process that was gone by then');
    if (message.conversationId !== `${CHANNEL}:${to.account}:${to.chat}`) {
      this.#world.violated('a message reaches the customer it is for', `${key} reached ${to.chat}`);
    }
    if (sending.deliveries > 1) {
      sometimes.note('a message of the shop came twice');
      if (sending.deliveries > 1 + sending.excuses) {
        this.#world.violated(
          'a message of the shop is delivered once, or again only where the shop could not know',
          `${key} was delivered ${sending.deliveries} times`,
        );
      }
    } else this.#inOrder(message, sending.refused);
    witness.furthest.set(message.conversationId, Math.max(message.n, witness.furthest.get(message.conversationId) ?? 0));
    this.#customers.get(to.chat)?.(message);
  }

  /** What a channel had refused and the seller sent again comes late. */
  #inOrder(message: LoggedMessage, late: boolean): void {
    const furthest = this.#world.witness.furthest.get(message.conversationId) ?? 0;
    if (late || message.n > furthest) return;
    this.#world.violated('the first deliveries of a conversation come in order', `${message.id} came after number ${furthest}`);
  }
}

/** A store that has failed shows nothing any more. */
function failedOnly(problem: unknown): null {
  if (problem instanceof StoreFailed) return null;
  throw problem;
}

function stackOf(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
