/** What a decision says at once, on channels where every message costs and on those where none does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Picture } from '../../test/simulation/ledger.ts';
import { readSampleShop } from '../../test/simulation/simulate.ts';
import { partsOf as partsInCloud } from '../channels/whatsapp-cloud/parts.ts';
import { partsOf as partsOnWeb } from '../channels/whatsapp-web/render.ts';
import { newConversation } from '../conversation/conversation.ts';
import { readToken, type Spoken } from '../conversation/menu.ts';
import type { LoggedMessage, OutboundBody } from '../conversation/message.ts';
import { Draft } from './draft.ts';

const files = await readSampleShop();
const ANA = newConversation({
  id: 'whatsapp-cloud:1:51987654321',
  channel: 'whatsapp-cloud',
  account: '1',
  chat: '51987654321',
  customerId: 'ana',
  language: 'es',
  campaign: null,
});

function draft(asOne: boolean): Draft {
  return new Draft(new Picture(), {
    files,
    now: Date.parse('2026-11-25T15:00:00Z'),
    live: false,
    newId: (length) => 'a'.repeat(length),
    digest: (text) => text,
    answerWithinMs: 0,
    publicUrl: null,
    takeoverMs: 0,
    invites: () => [],
    asOne: () => asOne,
  });
}

/** One decision that says all this, by as many calls as there are lists. */
function said(lists: readonly (readonly Spoken[])[], asOne: boolean) {
  const decision = draft(asOne);
  const conversation = lists.reduce((current, spoken) => decision.say(current, spoken), ANA);
  return { conversation, messages: decision.finish().outbox };
}

const rich = fc.array(
  fc.record({ t: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 }), b: fc.constant(true as const) }, { requiredKeys: ['t'] }),
  { minLength: 1, maxLength: 3 },
);
const label = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const file = fc.constant({ name: 'polo.jpg', alt: 'Polo' });
const text = fc.record({ kind: fc.constant('text' as const), rich });
const spoken: fc.Arbitrary<Spoken> = fc.oneof(
  { arbitrary: text, weight: 3 },
  fc.record({ kind: fc.constant('link' as const), rich, url: fc.constant('https://x.pe/pagar'), label }),
  fc.record({ kind: fc.constant('file' as const), rich, file }),
  fc.record({ kind: fc.constant('ask' as const), rich, what: fc.constantFrom('location' as const, 'text' as const) }),
  fc.record(
    {
      kind: fc.constant('menu' as const),
      rich,
      choices: fc.array(fc.record({ label, commands: fc.constant([]) }), { minLength: 1, maxLength: 10 }),
      image: file,
    },
    { requiredKeys: ['kind', 'rich', 'choices'] },
  ),
);
const turn = fc.array(fc.array(spoken, { maxLength: 4 }), { maxLength: 3 });

/** Without what a link's button says, which goes below the words that come after it. */
const bare = (messages: readonly LoggedMessage[]) =>
  messages.map(({ text }) => text.replace(/\n[^\n]*: https:\/\/x\.pe\/pagar/gu, '').replace(/\s/gu, '')).join('');
const links = (messages: readonly LoggedMessage[]) => messages.flatMap(({ text }) => text.match(/https:\/\/x\.pe\/pagar/gu) ?? []).length;
const bodies = (messages: readonly LoggedMessage[]) => messages.flatMap(({ body }): OutboundBody[] => ('rich' in body ? [body] : []));
const HINTS = { menu: 'Responde con el número.', location: 'Comparte tu ubicación.', contact: 'Escribe tu número.' };
const inCloud = (body: OutboundBody) =>
  partsInCloud(body, body.kind === 'file' || (body.kind === 'menu' && body.image) ? 'image' : null, 'Ver opciones').length;
const onWeb = (body: OutboundBody) => partsOnWeb(body, HINTS).length;
const sum = (messages: readonly LoggedMessage[], partsOf: (body: OutboundBody) => number) =>
  bodies(messages).reduce((count, body) => count + partsOf(body), 0);

test('where every message costs, every sign of a turn is said, in order, in no more messages than before', () => {
  fc.assert(
    fc.property(turn, (lists) => {
      const one = said(lists, true);
      const apart = said(lists, false);
      expect(bare(one.messages)).toBe(bare(apart.messages));
      expect(links(one.messages)).toBe(links(apart.messages));
      expect(sum(one.messages, inCloud)).toBeLessThanOrEqual(sum(apart.messages, inCloud));
      expect(sum(one.messages, onWeb)).toBeLessThanOrEqual(sum(apart.messages, onWeb));
    }),
  );
});

test('its numbers have no gap, and what is tapped or typed means the menu it stands in', () => {
  fc.assert(
    fc.property(turn, (lists) => {
      const { messages, conversation } = said(lists, true);
      expect(messages.map(({ n }) => n)).toEqual(messages.map((_, index) => index + 1));
      expect(conversation.lastN).toBe(messages.length);
      for (const { n, body } of messages)
        if (body.kind === 'menu') for (const { token } of body.menu.options) expect(readToken(token)?.n).toBe(n);
      const last = messages.findLast(({ body }) => body.kind === 'menu' || body.kind === 'ask');
      expect(conversation.lastMenuN).toBe(last?.body.kind === 'menu' ? last.n : null);
    }),
  );
});

test('where nothing costs, everything is said as it was', () => {
  fc.assert(
    fc.property(turn, (lists) => {
      expect(said(lists, false).messages).toHaveLength(lists.flat().length);
    }),
  );
});

test('news of an order stay apart from what else is said: they are told whoever is speaking', () => {
  const decision = draft(true);
  const hello: Spoken = { kind: 'text', rich: [{ t: 'Hola' }] };
  const told = decision.say(decision.say(ANA, [hello]), [hello], { orderId: '1001' });
  decision.say(decision.say(told, [hello], { orderId: '1001' }), [hello], { from: 'seller' });
  expect(decision.finish().outbox.map(({ text, orderId, from }) => [text, orderId, from])).toEqual([
    ['Hola', undefined, 'shop'],
    ['Hola\n\nHola', '1001', 'shop'],
    ['Hola', undefined, 'seller'],
  ]);
});
