/**
 * Walking through a flow: from step to step until something has to be asked or the flow is over.
 */
import { openAt } from '../../commerce/delivery.ts';
import type { ConditionName, Flow, FlowStep, Frame } from '../flow/flow.ts';
import { plainText } from '../wording/wording.ts';
import { performAction } from './actions.ts';
import { missingNow } from './cart-talk.ts';
import { goTo, leaveFlow, startFlow, topFrame } from './frames.ts';
import { ask, say, type Turn } from './turn.ts';

/** Steps one turn may walk: a flow that goes round in circles without asking is a bug of its file. */
const MOST_STEPS = 100;

/** Runs the frames from the top until one asks something. */
export function walkFlows(turn: Turn): void {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const frame = topFrame(turn);
    if (!frame || turn.question) return;
    const flow = turn.files.flows.get(frame.flow);
    const step = flow?.steps.find((candidate) => candidate.id === frame.step);
    if (!flow || !step) {
      leaveFlow(turn);
      continue;
    }
    const next = takeStep(turn, flow, step, frame);
    if (next === 'asked') return;
    if (next === null) leaveFlow(turn);
    else if (next !== 'moved') goTo(turn, next);
  }
  throw new Error(`flow "${topFrame(turn)?.flow}" walks in circles without asking anything`);
}

/** The id of the next step, null at the end, `asked` when the customer's turn has come, `moved` when the stack changed. */
function takeStep(turn: Turn, flow: Flow, step: FlowStep, frame: Frame): string | null | 'asked' | 'moved' {
  const following = flow.steps[flow.steps.indexOf(step) + 1]?.id ?? null;
  switch (step.kind) {
    case 'say':
      say(turn, turn.wording.flowText(step.text, turn.files.shop.name));
      return following;
    case 'ask':
      if (frame.slots[step.slot] !== undefined) return following;
      ask(turn, {
        rich: turn.wording.flowText(step.text, turn.files.shop.name),
        choices: step.optional ? [{ label: turn.wording.plain('nav.skip'), commands: [{ do: 'skip' }], means: 'no' }] : [],
        ask: 'text',
        pending: { slot: `flow.${step.slot}`, expects: step.type },
      });
      return 'asked';
    case 'choose':
      ask(turn, {
        rich: turn.wording.flowText(step.text, turn.files.shop.name),
        choices: step.options.map((option) => ({
          label: plainText(turn.wording.flowText(option.text, turn.files.shop.name)),
          commands: [{ do: 'flow-option', flow: flow.id, step: step.id, option: option.id }],
        })),
        pending: null,
      });
      return 'asked';
    case 'when':
      return holds(turn, step.condition) ? step.ifTrue : (step.ifFalse ?? following);
    case 'go':
      return step.to;
    case 'do':
      return performAction(turn, step.action, frame) === 'waits' ? 'asked' : topFrame(turn) === frame ? following : 'moved';
    case 'end':
      return null;
  }
}

/** The menu of a flow is an offer: a customer who orders instead has passed it by, and is not asked again. */
export function passMenusBy(turn: Turn): void {
  const offers = (frame: Frame) => turn.files.flows.get(frame.flow)?.steps.find((step) => step.id === frame.step)?.kind === 'choose';
  turn.conversation = { ...turn.conversation, frames: turn.conversation.frames.filter((frame) => !offers(frame)) };
}

export function chooseInFlow(turn: Turn, choice: { readonly flow: string; readonly step: string; readonly option: string }): void {
  const step = turn.files.flows.get(choice.flow)?.steps.find((candidate) => candidate.id === choice.step);
  const option = step?.kind === 'choose' ? step.options.find((candidate) => candidate.id === choice.option) : undefined;
  if (!option) return say(turn, turn.wording.rich('nav.old_menu'));
  if (topFrame(turn)?.flow !== choice.flow) startFlow(turn, choice.flow);
  turn.pendingTouched = true;
  goTo(turn, option.go);
}

function holds(turn: Turn, condition: ConditionName): boolean {
  const { shop } = turn.files;
  switch (condition) {
    case 'cart-empty':
      return turn.cart.lines.length === 0;
    case 'cart-has-items':
      return turn.cart.lines.length > 0;
    case 'cart-complete':
      return missingNow(turn).length === 0;
    case 'has-open-order':
      return turn.counter.orders().some((order) => order.status !== 'cancelled' && order.status !== 'expired' && order.status !== 'closed');
    case 'shop-open':
      return openAt(shop.hours, turn.now, shop.timeZone);
    case 'first-visit':
      return turn.conversation.lastInboundAt === null;
  }
}
