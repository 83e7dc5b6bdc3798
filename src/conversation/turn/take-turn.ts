/**
 * A turn from beginning to end: what was heard becomes commands, commands change things and say things,
 * and the turn closes with the one question that comes next (`conclude.ts`).
 */
import type { Command } from '../commands.ts';
import type { MenuOption } from '../message.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { limitsOf } from './cart-talk.ts';
import { conclude } from './conclude.ts';
import { execute } from './execute.ts';
import type { Heard } from './hearing.ts';
import { takeCode } from './moving.ts';
import { explainRefusal } from './refusals.ts';
import { lettersIn, notUnderstood, takeOther, takeSign } from './repair.ts';
import { showCart } from './talk.ts';
import { closeTurn, say, speak, type Turn, type TurnResult } from './turn.ts';

/** Silence after which the customer is greeted again and told where she was, in ms. */
const RETURN_AFTER_MS = 12 * 60 * 60 * 1000;

export function takeTurn(turn: Turn, heard: Heard): TurnResult {
  const first = turn.conversation.lastInboundAt === null;
  const returning = !first && turn.now - Date.parse(turn.conversation.lastInboundAt ?? '') > RETURN_AFTER_MS;
  if (heard.kind === 'words') followLanguage(turn, heard.understood);
  const welcomed = returning && turn.cart.lines.length > 0;
  if (welcomed) {
    say(turn, turn.wording.rich('greeting.back'));
    showCart(turn);
  }
  hear(turn, heard, welcomed);
  conclude(turn);
  if (first) introduce(turn);
  return closeTurn(turn);
}

/**
 * The customer's language is followed as soon as her words show it. An answer is no such words: a street,
 * a name or a text to embroider has the language of its place.
 */
function followLanguage(turn: Turn, { language, commands }: Understanding): void {
  const answersOnly = commands.length > 0 && commands.every((command) => command.do === 'answer');
  if (language === null || language === turn.conversation.language) return;
  if (!answersOnly || turn.conversation.language === null) speak(turn, language);
}

function hear(turn: Turn, heard: Heard, welcomed: boolean): void {
  switch (heard.kind) {
    case 'words':
      return hearWords(turn, heard, welcomed);
    case 'code':
      return takeCode(turn, heard.code);
    case 'option':
      return hearOption(turn, heard.option);
    case 'lost-option':
      return oldMenu(turn);
    case 'other':
      return takeOther(turn, heard.body);
  }
}

/** Below this the conversation asks rather than acts (understanding.ts). */
const SURE_ENOUGH = 0.5;

function hearWords(turn: Turn, heard: Extract<Heard, { readonly kind: 'words' }>, welcomed: boolean): void {
  const { text, cut, understood } = heard;
  if (cut) say(turn, turn.wording.rich('repair.too_long'));
  if (understood.commands.length === 0 || understood.confidence < SURE_ENOUGH)
    return lettersIn(text) ? notUnderstood(turn, text) : takeSign(turn, text);
  turn.conversation = { ...turn.conversation, misses: 0 };
  for (const command of withinLimits(turn, worthDoing(understood.commands, welcomed))) execute(turn, command);
}

/** One thing several times in one message, and together more than fits: none of it is taken, and why is said (S22). */
function withinLimits(turn: Turn, commands: readonly Command[]): readonly Command[] {
  if (commands.length < 2) return commands;
  const wanted = new Map<string, number[]>();
  for (const command of commands) {
    if (command.do !== 'add') continue;
    const { productId, options, qty } = command.line;
    const key = JSON.stringify([productId, Object.entries(options).toSorted()]);
    wanted.set(key, [...(wanted.get(key) ?? []), qty ?? 1]);
  }
  const most = limitsOf(turn).maxPerVariant;
  const tooMany = [...wanted]
    .filter(([, units]) => units.length > 1 && units.reduce((sum, qty) => sum + qty, 0) > most)
    .map(([key]) => key);
  if (tooMany.length === 0) return commands;
  return commands.filter((command) => {
    if (command.do !== 'add') return true;
    const { productId, options } = command.line;
    if (!tooMany.includes(JSON.stringify([productId, Object.entries(options).toSorted()]))) return true;
    say(turn, explainRefusal(turn, { ok: false, code: 'QUANTITY_LIMIT', max: most, inCart: 0 }, productId));
    return false;
  });
}

/** "Hola" before something else, or from someone who was just welcomed back, needs no answer of its own. */
function worthDoing(commands: readonly Command[], welcomed: boolean): readonly Command[] {
  const others = commands.filter((command) => command.do !== 'greet');
  return others.length > 0 || welcomed ? others : commands;
}

/** What only means something to a cart with something in it. */
const NEEDS_LINES: ReadonlySet<Command['do']> = new Set([
  'answer',
  'set',
  'change-by',
  'remove',
  'confirm',
  'change',
  'change-something',
  'empty-cart',
]);

function hearOption(turn: Turn, option: MenuOption): void {
  turn.conversation = { ...turn.conversation, misses: 0 };
  const forAnotherCart = option.cartVersion !== undefined && option.cartVersion !== turn.cart.version;
  const forNoCart = turn.cart.lines.length === 0 && option.commands.some((command) => NEEDS_LINES.has(command.do));
  if (forAnotherCart || forNoCart || option.commands.some((command) => isAboutLostLine(turn, command))) return oldMenu(turn);
  for (const command of option.commands) execute(turn, command);
}

function isAboutLostLine(turn: Turn, command: Command): boolean {
  const lineId = command.do === 'set' || command.do === 'remove' || command.do === 'change-by' ? command.line.lineId : undefined;
  return lineId !== undefined && !turn.cart.lines.some((line) => line.id === lineId);
}

/** An old button changes nothing: the customer is told, and shown where she is. */
function oldMenu(turn: Turn): void {
  turn.pendingTouched = true;
  say(turn, turn.wording.rich('nav.old_menu'));
  const [order] = turn.counter.orders();
  if (turn.cart.lines.length === 0 && order) execute(turn, { do: 'order-status', number: order.number });
}

/** Said once, in front of the first thing the shop says: that it is a program, and how to reach a person. */
function introduce(turn: Turn): void {
  if (turn.conversation.frames.some((frame) => frame.flow === 'welcome')) return;
  turn.paragraphs.unshift(turn.wording.rich('greeting.first', { shop: turn.files.shop.name }));
}
