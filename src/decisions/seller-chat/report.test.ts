/** What somebody asked for goes to whoever is of the team when it is made, however much of the shop it takes. */
import { expect, test } from 'vitest';
import { newConversation } from '../../conversation/conversation.ts';
import type { Attachment } from '../../conversation/message.ts';
import { NotLoaded } from '../decision.ts';
import { Draft } from '../draft.ts';
import type { Helper } from '../staff.ts';
import { listCame, reportCame } from './report.ts';

const ID = 'telegram:7:42';
const CHAT = newConversation({
  ...{ id: ID, channel: 'telegram', account: '7', chat: '42' },
  ...{ customerId: 'c', language: 'es', campaign: null },
});
const ROSA: Helper = { conversationId: ID, name: 'Rosa', role: 'owner', language: 'es', since: '2026-11-25T15:00:00.000Z' };
const LIST: Attachment = { folder: 'outgoing', ref: '1-abc/pedidos.xlsx', name: 'pedidos.xlsx', mime: 'application/octet-stream' };

/** What is said in the chat when the list comes. */
function said(helpers: readonly Helper[], file: Attachment | null) {
  const documents = new Map<string, unknown>([
    [`conversations/${ID}`, CHAT],
    ['staff/staff', { id: 'staff', helpers, codes: [], paused: null }],
  ]);
  const view = { get: (collection: string, id: string) => documents.get(`${collection}/${id}`) as never };
  const draft = new Draft(view, {
    now: Date.parse('2026-11-25T17:00:00Z'),
    asOne: () => false,
    files: { shop: { timeZone: 'America/Lima' } },
  } as never);
  listCame(draft, { kind: 'staff-list', conversationId: ID }, file, 'ENOSPC');
  return draft.finish().outbox.map(({ body }) => body);
}

test('it arrives as a file', () => {
  expect(said([ROSA], LIST)).toMatchObject([{ kind: 'file', file: LIST }]);
});

test('why there is none is said', () => {
  expect(said([ROSA], null)).toMatchObject([{ kind: 'text' }]);
});

test('whoever was taken away meanwhile does not get it, nor hears of it', () => {
  expect(said([], LIST)).toEqual([]);
  expect(said([], null)).toEqual([]);
});

test('orders that lie on disk are asked for together, however many are under way', () => {
  const view = {
    get: (collection: string, id: string) => {
      if (collection === 'orders') throw new NotLoaded({ collection, id });
      return (collection === 'staff' ? { id: 'staff', helpers: [ROSA], codes: [], paused: null } : undefined) as never;
    },
  };
  const draft = new Draft(view, { now: Date.parse('2026-11-25T17:00:00Z') } as never);
  const numbers = Array.from({ length: 300 }, (_, index) => 1001 + index);
  const report = { toConfirm: numbers, toPrepare: [], toDeliver: [] } as never;
  const asked = () => reportCame(draft, { kind: 'staff-report', conversationId: ID, about: 'orders' }, report);
  expect(asked).toThrow(expect.objectContaining({ keys: numbers.map((number) => ({ collection: 'orders', id: String(number) })) }));
});
