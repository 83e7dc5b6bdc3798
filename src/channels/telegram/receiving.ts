/**
 * What becomes of an update: the shop keeps it, or it is none of its business. A tap is answered at once, whatever the
 * shop does with it, because Telegram lets the button turn until then.
 */
import type { Clock } from '../../clock.ts';
import type { ArrivingMessage } from '../../conversation/message.ts';
import type { Log } from '../../log.ts';
import type { ShopSide } from '../port.ts';
import type { Call } from './caller.ts';
import { CallFailed } from './driver.ts';
import { isDoneAlready } from './outcome.ts';
import type { Pace } from './pace.ts';
import { type Arrival, chatOf, type Happened, readUpdate } from './update.ts';

export interface ReceivingDeps {
  readonly channel: string;
  readonly account: string;
  readonly shop: ShopSide;
  readonly call: Call;
  readonly clock: Clock;
  readonly pace: Pace;
  /** What tapping "Start" says, in the language of the customer's app. */
  readonly hello: (languageCode: string | undefined) => string;
  /** The shop has a new message of this chat and thinks about it. */
  readonly thinks: (chat: string, at: number) => void;
  /** Counts what goes on beside, so that closing can wait for it. */
  readonly beside: (work: Promise<unknown>) => void;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

export interface Receiving {
  /** Whether the shop has it: only then may Telegram forget it. */
  take(update: unknown): Promise<boolean>;
  /** Those of one chat one after another, and none after one that the shop does not have; different chats at the same time. */
  takeAll(updates: readonly unknown[]): Promise<readonly boolean[]>;
}

export function createReceiving(deps: ReceivingDeps): Receiving {
  const { account, call, channel, clock, log, pace, shop } = deps;
  /** Groups that the bot is on its way out of. */
  const leaving = new Set<number>();

  /** Nobody waits for these; that they fail changes nothing. */
  const quietly = (method: string, params: Readonly<Record<string, unknown>>, then: () => void = () => {}): void => {
    const ignored = (problem: unknown) => {
      if (problem instanceof CallFailed && (isDoneAlready(problem) || /query is too old/i.test(problem.description))) return;
      log.warn('a small call of Telegram failed', { kind: method, ...(problem instanceof CallFailed && { reason: problem.message }) });
    };
    deps.beside(call(method, params).catch(ignored).finally(then));
  };

  const keep = async (arrival: Arrival): Promise<boolean> => {
    pace.wrote(arrival.chat);
    const accepted = await shop.accept(arriving(arrival, channel, account));
    if (accepted.accepted && !accepted.duplicate) deps.thinks(arrival.chat, arrival.at);
    return accepted.accepted;
  };

  const handle = async (happened: Happened): Promise<boolean> => {
    switch (happened.what) {
      case 'message':
        return keep(happened.message);
      case 'tap': {
        quietly('answerCallbackQuery', { callback_query_id: happened.queryId });
        const kept = await keep(happened.message);
        if (kept && happened.leaves !== null) {
          const { messageId, edit } = happened.leaves;
          quietly(edit.method, { chat_id: happened.chat, message_id: messageId, ...edit.params });
        }
        return kept;
      }
      case 'stray-tap':
        quietly('answerCallbackQuery', { callback_query_id: happened.queryId });
        return true;
      case 'blocked':
      case 'unblocked': {
        const { what, chat, id, at } = happened;
        return (await shop.note({ what, channel, account, chat: String(chat), id, at })).accepted;
      }
      case 'in-group':
        if (!leaving.has(happened.chat)) quietly('leaveChat', { chat_id: happened.chat }, () => leaving.delete(happened.chat));
        leaving.add(happened.chat);
        return true;
      case 'nothing':
        return true;
    }
  };

  /** What cannot be read will not be readable later either. */
  const read = (update: unknown): Happened => {
    const happened = readUpdate(update, { now: clock.now(), hello: deps.hello });
    if (happened === null) log.warn('an update of Telegram has a shape that nobody foresaw', { kind: kindOf(update) });
    return happened ?? { what: 'nothing' };
  };

  const surely = async (happened: Happened): Promise<boolean> => {
    try {
      return await handle(happened);
    } catch (problem) {
      log.error('a message of Telegram could not be handed over', { error: problem });
      return false;
    }
  };

  return {
    take: (update) => surely(read(update)),
    async takeAll(updates) {
      const happened = updates.map(read);
      const chats = Map.groupBy(happened.keys(), (index) => chatOf(happened[index] ?? { what: 'nothing' }));
      const kept = happened.map(() => false);
      const inOrder = async (indices: readonly number[]): Promise<void> => {
        for (const index of indices) {
          const one = happened[index];
          if (!one || !(await surely(one))) return;
          kept[index] = true;
        }
      };
      await Promise.all([...chats.values()].map(inOrder));
      return kept;
    },
  };
}

function arriving({ body, ...rest }: Arrival, channel: string, account: string): ArrivingMessage {
  const message = { ...rest, channel, account };
  return body.kind === 'file-elsewhere' ? { ...message, body } : { ...message, body };
}

/** The names in it, which nobody wrote. */
function kindOf(update: unknown): string {
  const names = typeof update === 'object' && update !== null ? Object.keys(update) : [];
  return names.filter((name) => name !== 'update_id').join(' ');
}
