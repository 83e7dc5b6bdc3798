/**
 * One person, two conversations: who looks for an order that is not here may have bought in another chat with the same
 * telephone, and have both joined, so that her orders are found from either. A telephone proves nothing: a code that is
 * sent to the other conversation does. Whoever gives somebody else's is answered the same words, whether that one has
 * ever bought or not.
 */
import { ask, restIfEmptyHanded, say, type Turn } from './turn.ts';

const MINUTE_MS = 60_000;
/** How long a code may be written. */
const CODE_GOOD_MS = 30 * MINUTE_MS;
const MOST_TRIES = 3;

/** Asked once, of everybody who has given a telephone. */
export function offerToJoin(turn: Turn): void {
  if (turn.question || turn.conversation.joining !== undefined || turn.customer.phone === undefined) return;
  const { wording } = turn;
  turn.conversation = { ...turn.conversation, joining: { step: 'offered' } };
  ask(turn, {
    rich: wording.rich('join.ask'),
    choices: [
      { label: wording.plain('join.yes'), commands: [{ do: 'join', sure: true }], means: 'yes' },
      { label: wording.plain('join.no'), commands: [{ do: 'join', sure: false }], means: 'no' },
    ],
    pending: null,
  });
}

export function answerJoin(turn: Turn, sure: boolean): void {
  restIfEmptyHanded(turn);
  if (!sure) return say(turn, turn.wording.rich('join.left'));
  const sent = turn.counter.sendJoinCode(turn.customer.phone);
  turn.conversation = { ...turn.conversation, joining: { step: 'code', ...sent, until: turn.now + CODE_GOOD_MS, tries: MOST_TRIES } };
  askCode(turn);
}

function askCode(turn: Turn): void {
  const { wording } = turn;
  ask(turn, {
    rich: wording.rich('join.code'),
    choices: [{ label: wording.plain('join.no'), commands: [{ do: 'join', sure: false }], means: 'no' }],
    pending: { slot: 'join.code', expects: 'text' },
  });
}

export function takeJoinCode(turn: Turn, text: string): void {
  const { joining } = turn.conversation;
  turn.pendingTouched = true;
  restIfEmptyHanded(turn);
  if (joining?.step !== 'code' || turn.now > joining.until) return giveUp(turn);
  if (joining.other !== null && folded(text) === folded(joining.code)) return proved(turn, joining.other);
  if (joining.tries <= 1) return giveUp(turn);
  turn.conversation = { ...turn.conversation, joining: { ...joining, tries: joining.tries - 1 } };
  say(turn, turn.wording.rich('join.wrong'));
  askCode(turn);
}

function folded(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

function giveUp(turn: Turn): void {
  turn.conversation = { ...turn.conversation, joining: { step: 'offered' } };
  say(turn, turn.wording.rich('join.over'));
}

/** The documents are joined when the turn is over: until then they are those that it began with. */
function proved(turn: Turn, other: string): void {
  turn.conversation = { ...turn.conversation, joining: { step: 'proved', other } };
  say(turn, turn.wording.rich('join.done'));
}
