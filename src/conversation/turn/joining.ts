/**
 * One person, two conversations: whoever gives a telephone that is known from another conversation may have both
 * joined, so that her orders are found from either. A telephone proves nothing: a code that is sent to the other
 * conversation does.
 */
import type { Conversation } from '../conversation.ts';
import { restIfEmptyHanded } from './talk.ts';
import { ask, say, type Turn } from './turn.ts';

const MINUTE_MS = 60_000;
/** How long a code may be written. */
export const CODE_GOOD_MS = 30 * MINUTE_MS;
const MOST_TRIES = 3;

/** Asked once. */
export function offerToJoin(turn: Turn): void {
  if (turn.question || turn.conversation.joining !== undefined || !turn.counter.isKnownElsewhere(turn.customer.phone)) return;
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
  if (!sent) return giveUp(turn);
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
  if (folded(text) === folded(joining.code)) return proved(turn, joining);
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
function proved(turn: Turn, joining: Extract<NonNullable<Conversation['joining']>, { readonly step: 'code' }>): void {
  turn.conversation = { ...turn.conversation, joining: { step: 'proved', other: joining.other } };
  say(turn, turn.wording.rich('join.done'));
}
