/**
 * The face of understanding: text → what it means, and the words of a shop prepared for it.
 */
import type { Context, Understanding } from './understanding.ts';

export { prepareVocabulary } from './vocabulary.ts';

export function understand(_text: string, _context: Context): Understanding {
  return {
    intent: 'unintelligible',
    also: [],
    commands: [],
    slots: {},
    clarify: null,
    language: null,
    complete: true,
    confidence: 0,
    trace: [],
  };
}
