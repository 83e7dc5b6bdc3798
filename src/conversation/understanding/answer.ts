/**
 * What an answer is: the commands that keep it, and how any text becomes one.
 */
import { cleanLine } from '../clean.ts';
import type { Command, SlotValue } from '../commands.ts';
import type { Reading } from './reading.ts';
import type { Intent, Pending, Slots } from './understanding.ts';

export interface Answer {
  readonly commands: readonly Command[];
  readonly intent: Intent;
  readonly slots: Slots;
}

/** Longest free answer that is kept, in characters: an address with its reference fits. */
export const LONGEST_ANSWER = 300;

export function give(slot: Pending['slot'], value: SlotValue, intent: Intent, slots: Slots = {}): Answer {
  return { commands: [{ do: 'answer', slot, value }], intent, slots };
}

export function text(reading: Reading): string {
  return cleanLine(reading.text, LONGEST_ANSWER);
}

export function answerText(reading: Reading, pending: Pending): Answer | null {
  const value = text(reading);
  return value === ''
    ? null
    : give(pending.slot, { type: 'text', text: value }, pending.slot === 'delivery.reference' ? 'provide_address' : 'provide_option');
}
