/**
 * Open event streams: a page that listens hears of every message of its conversation. The log is the
 * truth: a stream that is woken reads it from where the page is, so that nothing is missed, repeated or
 * out of order whatever happens to connections. Dots are shown only between a message and its answer.
 */
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Language } from '../../commerce/catalog.ts';
import type { LoggedMessage } from '../../conversation/message.ts';
import { STREAMS_IN_ALL, STREAMS_PER_CONVERSATION, TYPING_AFTER_ACCEPTED_MS } from './limits.ts';
import { showMessage } from './shown-message.ts';

export interface Streams {
  /** Answers with a stream of the messages after number `after`; null where there are too many streams. */
  follow(context: Context, conversationId: string, after: number): Response | null;
  /** There is something new in the log. */
  wake(conversationId: string): void;
  /** A message is being processed. */
  works(conversationId: string): void;
  /** It was kept: `answered` where no answer will follow. */
  worked(conversationId: string, answered: boolean): void;
  /** The shop answered. */
  answered(conversationId: string): void;
  count(): number;
  closeAll(): void;
}

interface Listener {
  wake(): void;
  close(): void;
}

/** What the shop is doing for a conversation: messages in work, and a wait for the answer of the last one. */
interface Work {
  open: number;
  answered: boolean;
  wait: NodeJS.Timeout | null;
}

export function createStreams(deps: {
  readonly read: (conversationId: string, after: number) => Promise<readonly LoggedMessage[] | 'unreadable'>;
  readonly language: (conversationId: string) => Language | null;
  /** Number of the last message; null where there is none, or nobody wrote for long. */
  readonly newest: (conversationId: string) => number | null;
  readonly heartbeatMs: number;
}): Streams {
  const listeners = new Map<string, Set<Listener>>();
  const working = new Map<string, Work>();
  let total = 0;

  const wake = (conversationId: string): void => {
    for (const listener of listeners.get(conversationId) ?? []) listener.wake();
  };
  const typing = (conversationId: string): boolean => {
    const work = working.get(conversationId);
    return work !== undefined && !work.answered;
  };
  const stopWaiting = (conversationId: string, work: Work): void => {
    if (work.wait) clearTimeout(work.wait);
    work.wait = null;
    if (work.open === 0) working.delete(conversationId);
    wake(conversationId);
  };

  const add = (conversationId: string, listener: Listener): void => {
    const known = listeners.get(conversationId) ?? new Set();
    listeners.set(conversationId, known.add(listener));
    total += 1;
    const [oldest] = known;
    if (known.size > STREAMS_PER_CONVERSATION) oldest?.close();
  };
  const remove = (conversationId: string, listener: Listener): void => {
    const known = listeners.get(conversationId);
    if (!known?.delete(listener)) return;
    total -= 1;
    if (known.size === 0) listeners.delete(conversationId);
  };

  const follow = async (stream: SSEStreamingApi, conversationId: string, after: number): Promise<void> => {
    const bell = createBell();
    const listener: Listener = { wake: bell.ring, close: bell.close };
    stream.onAbort(bell.close);
    add(conversationId, listener);
    try {
      let last = after;
      let shownTyping = false;
      let shownLanguage: Language | null = null;
      while (!bell.closed()) {
        // She was forgotten, and writes again: the page that is still open shows what is gone.
        if (last > (deps.newest(conversationId) ?? last)) return await stream.writeSSE({ event: 'anew', data: '{}' });
        const news = await deps.read(conversationId, last);
        if (news === 'unreadable') return await stream.writeSSE({ event: 'unreadable', data: '{}' });
        for (const message of news) {
          await stream.writeSSE({ id: String(message.n), data: JSON.stringify(showMessage(message)) });
          last = message.n;
        }
        const language = deps.language(conversationId);
        if (language !== null && language !== shownLanguage) {
          await stream.writeSSE({ event: 'language', data: JSON.stringify({ language }) });
          shownLanguage = language;
        }
        if (typing(conversationId) !== shownTyping) {
          shownTyping = !shownTyping;
          await stream.writeSSE({ event: 'typing', data: JSON.stringify({ on: shownTyping }) });
        }
        if ((await bell.heard(deps.heartbeatMs)) === 'silence') await stream.write(': still here\n\n');
      }
    } finally {
      remove(conversationId, listener);
    }
  };

  return {
    follow(context, conversationId, after) {
      if (total >= STREAMS_IN_ALL) return null;
      return streamSSE(context, (stream) => follow(stream, conversationId, after));
    },
    wake,
    works(conversationId) {
      const work = working.get(conversationId) ?? { open: 0, answered: false, wait: null };
      if (work.wait) clearTimeout(work.wait);
      working.set(conversationId, { open: work.open + 1, answered: false, wait: null });
      wake(conversationId);
    },
    worked(conversationId, answered) {
      const work = working.get(conversationId);
      if (!work) return;
      work.open -= 1;
      if (work.open > 0) return wake(conversationId);
      if (answered || work.answered) return stopWaiting(conversationId, work);
      work.wait = setTimeout(() => stopWaiting(conversationId, work), TYPING_AFTER_ACCEPTED_MS).unref();
      wake(conversationId);
    },
    answered(conversationId) {
      const work = working.get(conversationId);
      if (!work) return wake(conversationId);
      work.answered = true;
      stopWaiting(conversationId, work);
    },
    count: () => total,
    closeAll() {
      for (const known of [...listeners.values()]) for (const listener of [...known]) listener.close();
      for (const work of working.values()) if (work.wait) clearTimeout(work.wait);
      working.clear();
    },
  };
}

interface Bell {
  ring(): void;
  close(): void;
  closed(): boolean;
  /** Resolves at once if it rang since the last time. */
  heard(patienceMs: number): Promise<'ring' | 'silence'>;
}

function createBell(): Bell {
  let rang = false;
  let closed = false;
  let hear: (() => void) | null = null;
  const ring = (): void => {
    rang = true;
    hear?.();
  };
  return {
    ring,
    close() {
      closed = true;
      ring();
    },
    closed: () => closed,
    async heard(patienceMs) {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const patience = setTimeout(resolve, patienceMs);
          hear = () => {
            clearTimeout(patience);
            resolve();
          };
        });
        hear = null;
      }
      const how = rang ? 'ring' : 'silence';
      rang = false;
      return how;
    },
  };
}
