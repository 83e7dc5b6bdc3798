/**
 * A steady stream of messages, whatever the server does: each has its time, and its latency counts from
 * that time, not from when it could be sent. A server that stops for a second is then charged for
 * everything that should have come in that second (no coordinated omission).
 */
import { type Customer, newCustomer } from './customers.ts';
import { type LinePool, linePool } from './line-pool.ts';
import { SALES } from './sales.ts';
import { type Address, listen } from './wire.ts';

export interface StreamPlan {
  readonly name: string;
  readonly perSecond: number;
  readonly warmUpMs: number;
  readonly ms: number;
  /** Also follows each conversation's events, and waits for the reply. */
  readonly replies: boolean;
}

export interface StreamResult {
  /** ms from when a message should have been sent until its 202. */
  readonly kept: readonly number[];
  /** ms until the reply is on the customer's page; empty where none is expected. */
  readonly replied: readonly number[];
  readonly sent: number;
}

/** Customers who write in turn: at 100 messages a second each writes one a second. */
const CUSTOMERS = 100;
/** Replies that are still to come after the last message, in ms. */
const LONGEST_WAIT_MS = 10_000;

export async function runOpenLoop(address: Address, plan: StreamPlan): Promise<StreamResult> {
  const kept: number[] = [];
  const replied: number[] = [];
  const start = performance.now() + 200;
  const countsFrom = start + plan.warmUpMs;
  const note = (times: number[], due: number) => {
    if (due >= countsFrom) times.push(performance.now() - due);
  };
  const lines = linePool(address);
  const seats = Array.from({ length: CUSTOMERS }, (_, index) =>
    newSeat(address, newCustomer(`${plan.name}-${index}`, SALES, index), plan.replies),
  );
  await Promise.all(seats.map((seat) => seat.sitDown()));

  const count = Math.round((plan.perSecond * (plan.warmUpMs + plan.ms)) / 1000);
  const posts: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = start + (index * 1000) / plan.perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const seat = seats[index % seats.length];
    if (!seat) continue;
    const post = seat.write(lines, () => note(replied, due)).then(() => note(kept, due));
    // Said below, with all of them; without this it would end the process before.
    post.catch(() => undefined);
    posts.push(post);
  }
  await Promise.all(posts);
  const latest = performance.now() + LONGEST_WAIT_MS;
  while (plan.replies && seats.some((seat) => seat.waits()) && performance.now() < latest)
    await new Promise((resolve) => setTimeout(resolve, 20));
  for (const seat of seats) seat.leave();
  lines.close();
  return { kept, replied, sent: count };
}

/** One customer after the other in the same seat, each with an open page. */
function newSeat(address: Address, customer: Customer, replies: boolean) {
  let next = customer.next();
  let page = newPage(address, next.chat);
  const pages = [page];
  const open = async () => {
    if (replies) await page.open();
  };
  return {
    sitDown: open,
    async write(lines: LinePool, onReply: () => void): Promise<void> {
      const written = next;
      const here = page;
      if (replies) here.expect(onReply);
      next = customer.next();
      if (written.last) {
        here.closeOnceAnswered();
        page = newPage(address, next.chat);
        pages.push(page);
        void open();
      }
      const status = await lines.post(`/chat/${written.chat}/messages`, JSON.stringify({ id: `m-${written.index}`, text: written.text }));
      if (status !== 202) throw new Error(`a message was answered with ${status}`);
    },
    waits: () => pages.some((each) => each.waits()),
    leave: () => {
      for (const each of pages) each.close();
    },
  };
}

/** The page of one conversation: the first thing the shop says after a message of the customer is its reply. */
function newPage(address: Address, chat: string) {
  const expected: (() => void)[] = [];
  let answered = true;
  let closing = false;
  let closed = false;
  let hangUp: (() => void) | null = null;
  const close = () => {
    closed = true;
    hangUp?.();
  };
  const onData = (data: string) => {
    if (data.includes('"from":"customer"')) answered = false;
    if (answered || !data.includes('"from":"shop"')) return;
    answered = true;
    expected.shift()?.();
    if (closing && expected.length === 0) close();
  };
  return {
    async open() {
      hangUp = await listen(address, `/chat/${chat}/events`, onData);
      if (closed) hangUp();
    },
    expect: (onReply: () => void) => void expected.push(onReply),
    waits: () => expected.length > 0,
    closeOnceAnswered: () => {
      closing = true;
    },
    close,
  };
}
