/**
 * What the customer said and the shop has not confirmed yet. Messages leave one at a time and in order,
 * each with the id it was born with, as often as it takes: the shop knows a repeat by its id. They survive
 * a reload, except files, which a browser cannot keep here.
 */
import { backoffMs, memory, newId } from './door.js';

/**
 * @typedef {import('./door.js').Saying} Saying
 * @typedef {'sending' | 'waiting' | 'sent' | 'failed'} State
 * @typedef {{ id: string, saying: Saying, at: string, after: number, state: State, problem: string | null, tries: number }} Pending
 */

const PREFIX = 'tanteo.out.';
/** Tries without an answer, on a connection that claims to work, before the customer is asked. */
const TRIES_BEFORE_ASKING = 4;

/**
 * @param {{ send: (id: string, saying: Saying) => Promise<import('./door.js').Answer>,
 *   changed: (pending: Pending) => void, kept: (pending: Pending, duplicate: boolean) => void }} deps
 */
export function createOutbox({ send, changed, kept }) {
  /** @type {Pending[]} */
  const queue = memory
    .keys(PREFIX)
    .map((key) => JSON.parse(memory.get(key) ?? 'null'))
    .filter(Boolean)
    .map((known) => ({ ...known, state: 'sending', problem: null, tries: 0 }))
    .sort((a, b) => a.at.localeCompare(b.at));
  let busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** @param {Pending} pending */
  function remember(pending) {
    if ('file' in pending.saying) return;
    const { id, saying, at, after } = pending;
    memory.set(PREFIX + id, JSON.stringify({ id, saying, at, after }));
  }

  /** @param {Pending} pending */
  function forget(pending) {
    memory.set(PREFIX + pending.id, null);
    const index = queue.indexOf(pending);
    if (index >= 0) queue.splice(index, 1);
  }

  /**
   * @param {Pending} pending
   * @param {State} state
   * @param {string | null} [problem]
   */
  function become(pending, state, problem = null) {
    pending.state = state;
    pending.problem = problem;
    changed(pending);
  }

  async function work() {
    if (busy) return;
    busy = true;
    clearTimeout(pause);
    for (;;) {
      const head = queue.find((pending) => pending.state !== 'failed');
      if (!head) break;
      if (!navigator.onLine) {
        for (const pending of queue) if (pending.state === 'sending') become(pending, 'waiting');
        break;
      }
      if (head.state !== 'sending') become(head, 'sending');
      const answer = await send(head.id, head.saying);
      if (answer.how === 'kept') {
        forget(head);
        become(head, 'sent');
        kept(head, answer.duplicate);
      } else if (answer.how === 'refused') {
        become(head, 'failed', answer.words);
      } else if (answer.afterMs !== null) {
        again(answer.afterMs);
        break;
      } else {
        head.tries += 1;
        if (head.tries >= TRIES_BEFORE_ASKING && navigator.onLine) for (const pending of queue) become(pending, 'failed');
        else again(backoffMs(head.tries - 1));
        break;
      }
    }
    busy = false;
  }

  /** @param {number} afterMs */
  function again(afterMs) {
    clearTimeout(pause);
    pause = setTimeout(work, afterMs);
  }

  return {
    pending: () => [...queue],
    work,
    /**
     * @param {Saying} saying
     * @param {number} after number of the last message the customer had seen
     */
    add(saying, after) {
      /** @type {Pending} */
      const pending = { id: newId(), saying, at: new Date().toISOString(), after, state: 'sending', problem: null, tries: 0 };
      queue.push(pending);
      remember(pending);
      changed(pending);
      work();
    },
    /** @param {Pending} pending */
    retry(pending) {
      pending.tries = 0;
      become(pending, 'sending');
      work();
    },
    /** The connection is back: what failed for want of one gets another chance. */
    retryAll() {
      for (const pending of queue) {
        if (pending.problem !== null) continue;
        pending.tries = 0;
        if (pending.state !== 'sending') become(pending, 'sending');
      }
      work();
    },
    /** @param {Pending} pending */
    discard: forget,
  };
}
