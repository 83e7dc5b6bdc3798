/** What Meta tells comes in once, whole and from nobody else; what cannot be kept comes again. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Accepted, ShopSide } from '../../../src/channels/port.ts';
import { LARGEST_WEBHOOK } from '../../../src/channels/whatsapp-cloud/limits.ts';
import type { ChannelNews } from '../../../src/conversation/channel-news.ts';
import type { ArrivingMessage } from '../../../src/conversation/message.ts';
import { type CloudChannel, NOW, openCloudChannel } from '../../stand-ins/whatsapp-cloud/cloud-channel.ts';
import type { CustomerApp } from '../../stand-ins/whatsapp-cloud/customer-app.ts';
import { APP_SECRET, PHONE_ID, VERIFY_TOKEN } from '../../stand-ins/whatsapp-cloud/graph-api.ts';
import { signatureOf } from '../../stand-ins/whatsapp-cloud/webhooks.ts';

const PICTURE = { bytes: Buffer.from('a picture'), mime: 'image/jpeg', caption: 'mi pago' };

let at: CloudChannel;
let ana: CustomerApp;
let heard: ArrivingMessage[];
let news: ChannelNews[];
let seen: Set<string>;
/** Whether the shop can keep what it is told. */
let keeps: boolean;

const once = (id: string, take: () => void): Accepted => {
  if (!keeps) return { accepted: false };
  const duplicate = seen.has(id);
  if (!duplicate) take();
  seen.add(id);
  return { accepted: true, duplicate };
};
const shop: ShopSide = {
  accept: async (message) => once(`${message.chat} ${message.messageId}`, () => heard.push(message)),
  // That two ids are one person's comes with her first message: it has a test of its own.
  note: async (one) => once(one.id, () => news.push(one)),
};

beforeEach(async () => {
  [heard, news, seen, keeps] = [[], [], new Set(), true];
  at = await openCloudChannel();
  ana = at.graph.customer({ name: 'Ana', phone: '51987654321', userId: 'PE.1047385771169864' });
  await at.channel.start(shop);
});
afterEach(async () => {
  await at.close();
  expect(at.graph.mistakes).toEqual([]);
});

const texts = () => heard.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(at.door, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

describe('the door', () => {
  const ask = (query: Readonly<Record<string, string>>) => fetch(`${at.door}?${new URLSearchParams(query)}`);

  test('says Meta’s challenge back to who knows the word, as plain text', async () => {
    const answer = await ask({ 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '<b>1158201444' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toBe('<b>1158201444');
  });

  test.each([
    { 'hub.mode': 'subscribe', 'hub.verify_token': 'wrong', 'hub.challenge': '1' },
    { 'hub.mode': 'subscribe', 'hub.verify_token': `${VERIFY_TOKEN}x`, 'hub.challenge': '1' },
    { 'hub.mode': 'subscribe', 'hub.challenge': '1' },
    { 'hub.mode': 'unsubscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1' },
  ])('says nothing to who does not: %j', async (query) => {
    const answer = await ask(query);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('');
  });

  test('tells of what nobody signed at most once a minute, with how much it was', async () => {
    const knock = async (times: number) => {
      for (let count = 0; count < times; count += 1) expect((await post('{}')).status).toBe(401);
    };
    const told = () => at.lines.flatMap((line) => (line.includes('not signed') ? [JSON.parse(line).count] : []));
    await knock(5);
    expect(told()).toEqual([1]);
    await at.clock.advance(60_000, async () => {});
    await knock(2);
    expect(told()).toEqual([1, 5]);
  });

  test('takes the escaped bytes that Meta signed, and not the same JSON written anew', async () => {
    expect(await ana.says('¿Tienes polos “ñandú” 👕?')).toBe(200);
    expect(texts()).toEqual(['¿Tienes polos “ñandú” 👕?']);
    const [{ body, signature } = { body: '', signature: '' }] = at.graph.webhooks.sent;
    expect((await post(JSON.stringify(JSON.parse(body)), { 'x-hub-signature-256': signature })).status).toBe(401);
  });

  test('takes nothing without a signature, with a wrong one or with one of another app', async () => {
    const body = '{"object":"whatsapp_business_account","entry":[]}';
    for (const signature of [
      '',
      'sha256=',
      `sha256=${'0'.repeat(64)}`,
      signatureOf(body, 'another'),
      signatureOf(body, APP_SECRET).slice(7),
    ]) {
      const answer = await post(body, { 'x-hub-signature-256': signature });
      expect(answer.status).toBe(401);
      expect(await answer.text()).toBe('');
    }
    expect((await post(body)).status).toBe(401);
    expect((await post(body, { 'x-hub-signature-256': signatureOf(body, APP_SECRET) })).status).toBe(200);
  });

  test('says that what is signed and no webhook is none, and that too much is too much', async () => {
    for (const body of ['', 'hola', '[]', '{"object":"page","entry":[]}']) {
      expect((await post(body, { 'x-hub-signature-256': signatureOf(body, APP_SECRET) })).status).toBe(400);
    }
    const large = 'x'.repeat(LARGEST_WEBHOOK + 1);
    expect((await post(large, { 'x-hub-signature-256': signatureOf(large, APP_SECRET) })).status).toBe(413);
  });

  test('refuses what is for another number, and takes what is for ours beside it', async () => {
    const ours = at.graph.change(ana.text('para ti'));
    const other = { ...ours, value: { ...ana.text('para otro'), metadata: { phone_number_id: '999999999999999' } } };
    expect(await at.graph.webhooks.send([[other]])).toBe(403);
    expect(await at.graph.webhooks.send([[other], [ours]])).toBe(200);
    expect(texts()).toEqual(['para ti']);
  });
});

describe('a webhook', () => {
  test('holds entries, changes and messages, and every one is heard before it is confirmed', async () => {
    const luis = at.graph.customer({ name: 'Luis', phone: '51911111111' });
    const two = {
      contacts: [],
      messages: [ana.text('dos', { at: NOW + 1000 }), ana.text('tres', { at: NOW + 2000 })].flatMap(({ messages }) => messages),
    };
    const changes = [ana.text('uno'), two].map((value) => at.graph.change(value));
    expect(await at.graph.webhooks.send([changes, [at.graph.change(luis.text('cuatro'))]])).toBe(200);
    expect(texts().toSorted()).toEqual(['cuatro', 'dos', 'tres', 'uno']);
    expect(texts().filter((text) => text !== 'cuatro')).toEqual(['uno', 'dos', 'tres']);
  });

  test('is put in the order in which a customer wrote', async () => {
    const late = ana.text('segundo', { at: NOW + 5000 });
    const early = ana.text('primero', { at: NOW + 1000 });
    await at.graph.webhooks.send([[at.graph.change(late), at.graph.change(early)]]);
    expect(texts()).toEqual(['primero', 'segundo']);
  });

  test('with one message that cannot be read still brings the others', async () => {
    const broken = { messages: [{ from: '51987654321', type: 'text' }, ...[ana.text('hola')].flatMap(({ messages }) => messages)] };
    expect(await at.graph.webhooks.send([[at.graph.change(broken)]])).toBe(200);
    expect(texts()).toEqual(['hola']);
    expect(at.lines.join()).toContain('could not be read');
  });

  test('with a problem of Meta’s own is confirmed, and the problem is in the log', async () => {
    const errors = [{ code: 131016, title: 'Service overloaded', message: 'Ana', error_data: { details: 'Ana' } }];
    expect(await at.graph.webhooks.send([[at.graph.change({ errors })]])).toBe(200);
    expect(at.lines.join()).toContain('WhatsApp is overloaded (131016)');
  });

  test('of any content is answered: it is heard, or it is not, and the door stands', async () => {
    const types = [
      'text',
      'interactive',
      'button',
      'location',
      'contacts',
      'image',
      'audio',
      'sticker',
      'order',
      'edit',
      'system',
      'reaction',
      'x',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), fc.jsonValue(), fc.jsonValue(), async (type, content, context) => {
        const { contacts, messages } = ana.message(type, content);
        const raw = { contacts, messages: [messages].flat().map((one) => ({ ...Object(one), context })) };
        const before = heard.length + news.length;
        expect(await ana.sends(raw)).toBe(200);
        expect(heard.length + news.length - before).toBe(['reaction', 'system'].includes(type) ? 0 : 1);
        expect(await at.graph.webhooks.send([[{ field: 'messages', value: content }]])).toBeOneOf([200, 403]);
        expect(await at.graph.webhooks.send([[at.graph.change({ messages: content, statuses: context })]])).toBe(200);
      }),
      { numRuns: 60 },
    );
    heard = [];
    await ana.says('hola');
    expect(texts()).toEqual(['hola']);
  });

  test('of something the channel did not ask for is confirmed and forgotten', async () => {
    expect(await at.graph.webhooks.send([[{ field: 'message_template_status_update', value: { event: 'APPROVED' } }]])).toBe(200);
    expect([...heard, ...news]).toEqual([]);
  });
});

describe('a message', () => {
  test('says who wrote, when by her own clock, what it answers and which advertisement brought her', async () => {
    await ana.says('hola', { at: NOW - 3_600_000, quotes: 'wamid.quoted', ad: '120226305854810726' });
    expect(heard).toMatchObject([
      {
        channel: 'whatsapp-cloud',
        account: PHONE_ID,
        chat: '51987654321',
        sender: { name: 'Ana', phone: '+51987654321' },
        at: NOW - 3_600_000,
        quotes: 'wamid.quoted',
        campaign: '120226305854810726',
        body: { kind: 'text', text: 'hola' },
      },
    ]);
  });

  test('of a customer without a telephone says so', async () => {
    await at.graph.customer({ name: 'Eva', userId: 'CO.99887766' }).says('hola');
    expect(heard).toMatchObject([{ chat: 'CO.99887766', sender: { name: 'Eva' } }]);
    expect(heard[0]?.sender.phone).toBeUndefined();
  });

  test('of a customer whose id stands in the place of a telephone is hers all the same', async () => {
    const { messages } = ana.text('hola');
    const odd = { messages: [messages].flat().map((one) => ({ ...Object(one), from: 'PE.77', from_user_id: undefined })) };
    expect(await ana.sends(odd)).toBe(200);
    expect(heard).toMatchObject([{ chat: 'PE.77', sender: {} }]);
  });

  test('of a customer with both ids has both: the one that stays hers counts where the other gets a new owner', async () => {
    await at.graph.customer({ name: 'Eva', phone: '51933333333', userId: 'PE.3' }).says('hola');
    await at.graph.customer({ name: 'Luis', phone: '51911111111' }).says('hola');
    expect(heard.map(({ chat, knownAs }) => [chat, knownAs])).toEqual([
      ['51933333333', 'PE.3'],
      ['51911111111', undefined],
    ]);
    expect(news).toEqual([]);
  });

  test.each([
    ['text', { body: 'hola' }, { kind: 'text', text: 'hola' }],
    [
      'interactive',
      { type: 'button_reply', button_reply: { id: '2.abcdefghij.0', title: 'S' } },
      { kind: 'choice', token: '2.abcdefghij.0' },
    ],
    ['interactive', { type: 'list_reply', list_reply: { id: '2.abcdefghij.1', title: 'M' } }, { kind: 'choice', token: '2.abcdefghij.1' }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { response_json: '{}' } }, { kind: 'unsupported', what: 'interactive' }],
    ['button', { text: 'Sí', payload: 'x' }, { kind: 'text', text: 'Sí' }],
    ['location', { latitude: -12.1, longitude: -77.03, name: 'Casa' }, { kind: 'location', lat: -12.1, lng: -77.03 }],
    ['location', { latitude: 'norte' }, { kind: 'unsupported', what: 'location' }],
    [
      'contacts',
      [{ name: { formatted_name: 'Rosa' }, phones: [{ phone: '+51 911', wa_id: '51911111111' }], origin: 'contact_request' }],
      { kind: 'contact', phone: '+51911111111', name: 'Rosa', own: true },
    ],
    ['contacts', [{ phones: [{ phone: '+51 911 222' }] }], { kind: 'contact', phone: '+51 911 222', name: '', own: false }],
    ['image', { id: '77', caption: 'mira' }, { kind: 'file-elsewhere', media: 'image', source: '77', caption: 'mira' }],
    ['document', { id: '78', filename: 'pago.pdf' }, { kind: 'file-elsewhere', media: 'document', source: '78', caption: '' }],
    ['audio', { id: '79', voice: true }, { kind: 'file-elsewhere', media: 'voice', source: '79', caption: '' }],
    ['video', { id: '80', mime_type: 'video/mp4' }, { kind: 'media', media: 'video', ref: '', mime: 'video/mp4', bytes: 0, caption: '' }],
    [
      'sticker',
      { id: '81', mime_type: 'image/webp' },
      { kind: 'media', media: 'sticker', ref: '', mime: 'image/webp', bytes: 0, caption: '' },
    ],
    [
      'order',
      { catalog_id: '1', text: 'para hoy', product_items: [{ product_retailer_id: 'polo', quantity: 2, item_price: 45, currency: 'PEN' }] },
      { kind: 'text', text: '2 polo\npara hoy' },
    ],
    [
      'edit',
      { original_message_id: 'wamid.x', message: { type: 'text', text: { body: 'tres' } } },
      { kind: 'edited', of: 'wamid.x', text: 'tres' },
    ],
    ['unsupported', { type: 'poll' }, { kind: 'unsupported', what: 'unsupported' }],
    ['something_new', {}, { kind: 'unsupported', what: 'something_new' }],
  ])('of type %s arrives as what it is: %j', async (type, content, body) => {
    expect(await ana.sends(ana.message(type, content))).toBe(200);
    expect(heard.map((message) => message.body)).toEqual([body]);
  });

  test.each(['reaction', 'revoke', 'request_welcome'])('%s is no message', async (type) => {
    expect(await ana.sends(ana.message(type, { message_id: 'wamid.x', emoji: '👍' }))).toBe(200);
    expect(heard).toEqual([]);
  });

  test('of a group is nobody’s', async () => {
    const { contacts, messages } = ana.text('hola a todos');
    const inGroup = { contacts, messages: [messages].flat().map((one) => ({ ...Object(one), group_id: 'g' })) };
    expect(await ana.sends(inGroup)).toBe(200);
    expect(heard).toEqual([]);
  });

  test('is marked as read, with dots, once it was kept; an old one, a repeat and one that a person attends are not', async () => {
    await ana.says('hola', { id: 'wamid.new' });
    await ana.says('hola', { id: 'wamid.new' });
    await ana.says('ayer', { id: 'wamid.old', at: NOW - 10 * 60_000 });
    at.byHand.add(`whatsapp-cloud:${PHONE_ID}:51911111111`);
    await at.graph.customer({ name: 'Luis', phone: '51911111111' }).says('hola');
    await expect.poll(() => at.graph.receipts).toHaveLength(1);
    expect(at.graph.receipts).toMatchObject([{ status: 'read', message_id: 'wamid.new', typing_indicator: { type: 'text' } }]);
  });
});

describe('news', () => {
  test('what the seller types on her own telephone is told, and never taken for a customer’s', async () => {
    expect(await ana.isWritten('yo te atiendo', { id: 'wamid.echo' })).toBe(200);
    expect(heard).toEqual([]);
    expect(news).toMatchObject([
      { what: 'typed-by-seller', id: 'wamid.echo', chat: '51987654321', body: { kind: 'text', text: 'yo te atiendo' } },
    ]);
  });

  test('a new telephone moves the conversation to the new id', async () => {
    const system = {
      body: 'User Ana changed',
      type: 'user_changed_number',
      wa_id: '51922222222',
      user_id: 'PE.2',
      previous_user_id: 'PE.1047385771169864',
    };
    expect(await ana.sends(ana.message('system', system))).toBe(200);
    expect(news).toMatchObject([{ what: 'moved', chat: '51987654321', knownAs: 'PE.1047385771169864', to: 'PE.2' }]);
    expect(heard).toEqual([]);
  });

  test('a message that failed later is told once, with the reason by its code', async () => {
    const failed = at.graph.status('wamid.shop', ana, 'failed', { errors: [{ code: 131047, title: 'whatever', message: 'Ana said no' }] });
    await at.graph.tell([at.graph.status('wamid.shop', ana, 'sent'), failed, failed]);
    await at.graph.tell([failed]);
    expect(news).toMatchObject([{ what: 'failed', ref: 'wamid.shop', chat: '51987654321' }]);
    expect(news).toMatchObject([{ reason: 'the customer wrote more than 24 hours ago (131047)' }]);
  });

  test('what left is told while the shop waits for its answer, and of what has failed only that', async () => {
    const [waits, failed, known] = [1, 2, 3].map((n) => `whatsapp-cloud:${PHONE_ID}:51987654321:${n}`);
    for (const key of [waits, failed]) if (key !== undefined) at.underWay.add(key);
    const statusOf = (ref: string, status: string, key: string | undefined, errors?: readonly { readonly code: number }[]) =>
      at.graph.status(ref, ana, status, { biz_opaque_callback_data: `${key}#1`, ...(errors && { errors }) });
    expect(await at.graph.tell([statusOf('wamid.1', 'sent', waits), statusOf('wamid.1', 'sent', waits)])).toBe(200);
    expect(await at.graph.tell([statusOf('wamid.2', 'failed', failed, [{ code: 131047 }]), statusOf('wamid.3', 'sent', known)])).toBe(200);
    expect(news).toMatchObject([
      { what: 'left', message: waits, part: 1, ref: 'wamid.1' },
      { what: 'failed', message: failed, because: 'window-closed' },
    ]);
    expect(news).toHaveLength(2);
  });

  test('statuses come late and in any order: what was read did not fail', async () => {
    await at.graph.tell([at.graph.status('wamid.shop', ana, 'read'), at.graph.status('wamid.shop', ana, 'delivered')]);
    await at.graph.tell([at.graph.status('wamid.shop', ana, 'failed', { errors: [{ code: 131026 }] })]);
    expect(news).toEqual([]);
  });

  test('a failure that cannot be kept is told again', async () => {
    keeps = false;
    expect(await at.graph.tell([at.graph.status('wamid.shop', ana, 'failed', { errors: [{ code: 131026 }] })])).toBe(503);
    keeps = true;
    expect(await at.graph.webhooks.sendAgain()).toBe(0);
    expect(news).toMatchObject([{ what: 'failed', ref: 'wamid.shop' }]);
  });
});

test('no line of the log holds a token, a secret or what somebody wrote', async () => {
  await ana.says('mi secreto es 987654321', { at: NOW });
  await ana.attaches('image', PICTURE);
  await post('{}', { 'x-hub-signature-256': 'sha256=00' });
  await at.graph.webhooks.send([[{ field: 'messages', value: 'mi secreto' }]]);
  at.graph.tokenIsGood = false;
  await at.channel.fetchFile?.(PHONE_ID, '1').catch(() => null);
  const log = at.lines.join('\n');
  expect(log).not.toBe('');
  for (const secret of [at.graph.settings.token, APP_SECRET, VERIFY_TOKEN, 'mi secreto', '987654321', 'mi pago'])
    expect(log).not.toContain(secret);
});
