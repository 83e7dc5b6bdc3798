/** A program that asks again under the same key gets the same answer, and nothing is done twice (S57). */
import { describe, expect, test } from 'vitest';
import type { CollectionName, Collections } from './collections.ts';
import { Draft } from './draft.ts';
import { forgetAnswers, KEPT_MS, takeOnce } from './once.ts';
import type { OrderReply } from './seller-orders/arguments.ts';

const REFUSED: OrderReply = { ok: false, code: 'NOTHING_DUE' };
const NOON = Date.parse('2026-11-25T17:00:00Z');

function draftOn(documents: Map<string, unknown>, now: number): Draft {
  const view = {
    get: <C extends CollectionName>(collection: C, id: string) => documents.get(`${collection}/${id}`) as Collections[C] | undefined,
  };
  return new Draft(view, { now } as never);
}

/** Asks once more; what was decided is kept in `documents`. */
function ask(documents: Map<string, unknown>, now: number, print: string) {
  const draft = draftOn(documents, now);
  let taken = 0;
  const reply = takeOnce(draft, { key: 'contador:k', print }, () => {
    taken += 1;
    return REFUSED;
  });
  for (const change of draft.finish().changes) if ('put' in change) documents.set(`${change.put}/${change.id}`, change.doc);
  return { reply, taken };
}

describe('under one key', () => {
  test('the same again is answered alike and not done', () => {
    const documents = new Map<string, unknown>();
    expect(ask(documents, NOON, 'a')).toEqual({ reply: { ok: true, once: 'new', outcome: REFUSED }, taken: 1 });
    expect(ask(documents, NOON + KEPT_MS - 1, 'a')).toEqual({ reply: { ok: true, once: 'repeated', outcome: REFUSED }, taken: 0 });
  });

  test('something else is not done either', () => {
    const documents = new Map<string, unknown>();
    ask(documents, NOON, 'a');
    expect(ask(documents, NOON + 1, 'b')).toEqual({ reply: { ok: true, once: 'reused' }, taken: 0 });
  });

  test('a day later it is new', () => {
    const documents = new Map<string, unknown>();
    ask(documents, NOON, 'a');
    expect(ask(documents, NOON + KEPT_MS, 'b')).toMatchObject({ reply: { once: 'new' }, taken: 1 });
  });
});

test('housekeeping forgets what is a day old, and nothing younger', () => {
  const documents = new Map<string, unknown>();
  ask(documents, NOON, 'a');
  const removed = (now: number) => {
    const draft = draftOn(documents, now);
    forgetAnswers(draft, ['contador:k', 'contador:never']);
    return draft.finish().changes;
  };
  expect(removed(NOON + KEPT_MS - 1)).toEqual([]);
  expect(removed(NOON + KEPT_MS)).toEqual([{ delete: 'answers', id: 'contador:k' }]);
});
