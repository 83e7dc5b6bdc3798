/**
 * The stack of frames: where a conversation is. A flow started in the middle of another lies on top of
 * it and gives way to it when it is over.
 */
import type { Frame } from '../flow/flow.ts';
import type { Turn } from './turn.ts';

/** Flows inside flows; the oldest are dropped beyond that. */
const MOST_FRAMES = 4;

/** The flow that ends in an order. */
export const CHECKOUT = 'checkout';

export function startFlow(turn: Turn, flowId: string): void {
  const first = turn.files.flows.get(flowId)?.steps[0];
  if (!first) throw new Error(`there is no flow "${flowId}" with a step`);
  const others = turn.conversation.frames.filter((frame) => frame.flow !== flowId);
  turn.conversation = { ...turn.conversation, frames: [...others.slice(1 - MOST_FRAMES), { flow: flowId, step: first.id, slots: {} }] };
  turn.pendingTouched = true;
}

export function leaveFlow(turn: Turn): void {
  turn.conversation = { ...turn.conversation, frames: turn.conversation.frames.slice(0, -1), pending: null };
  turn.pendingTouched = true;
}

export function topFrame(turn: Turn): Frame | undefined {
  return turn.conversation.frames.at(-1);
}

/** The frame in front with something changed. */
export function changeFrame(turn: Turn, change: (frame: Frame) => Frame): void {
  const frame = topFrame(turn);
  if (!frame) return;
  turn.conversation = { ...turn.conversation, frames: [...turn.conversation.frames.slice(0, -1), change(frame)] };
}

export function setSlot(turn: Turn, name: string, answer: string): void {
  changeFrame(turn, (frame) => ({ ...frame, slots: { ...frame.slots, [name]: answer } }));
  turn.pendingTouched = true;
}

export function dropSlot(turn: Turn, name: string): void {
  changeFrame(turn, (frame) => {
    const { [name]: _dropped, ...slots } = frame.slots;
    return { ...frame, slots };
  });
}

/** A step of the same flow, or `flow:<id>`: that flow takes this one's place. */
export function goTo(turn: Turn, target: string): void {
  if (!target.startsWith('flow:')) return changeFrame(turn, (frame) => ({ ...frame, step: target }));
  turn.conversation = { ...turn.conversation, frames: turn.conversation.frames.slice(0, -1) };
  startFlow(turn, target.slice('flow:'.length));
}
