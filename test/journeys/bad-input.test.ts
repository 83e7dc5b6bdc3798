/**
 * What nobody should send and somebody will: each gets a plain refusal or a friendly reply, never a
 * stack trace, and whatever was sent, the conversation goes on.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Customer, type Shown, TestShop } from './shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await TestShop.open();
});
afterAll(() => shop.close());

/** Another customer each time, in the same shop. */
let ana: Customer;
let customers = 0;
beforeEach(() => {
  customers += 1;
  ana = shop.customer(`ana-${customers}`);
});

const refusal = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string().min(10) }) });

/** What would give the inside of the program away. */
const INSIDE = /node_modules|\.ts\b|\n\s+at |TypeError|ZodError|SyntaxError|\[object/;

function send(body: string | FormData, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<Response> {
  return fetch(`${shop.url}/chat/${ana.chat}/messages`, { method: 'POST', headers, body });
}

async function expectRefused(answer: Response, status: number, code: string): Promise<void> {
  const text = await answer.text();
  expect(text).not.toMatch(INSIDE);
  expect([answer.status, refusal.parse(JSON.parse(text)).error.code]).toEqual([status, code]);
}

/** The proof that a conversation is not stuck: what she asks for is done. */
async function expectStillAnswers(customer: Customer): Promise<void> {
  await customer.say('quiero 1 gorra negra');
  expect(customer.lastText).toContain('Gorra de algodón (Negro)');
  expect(await deadLetters()).toEqual([]);
}

async function deadLetters(): Promise<readonly string[]> {
  return (await Array.fromAsync(shop.app.store.query.each('dead'))).map(({ problem }) => problem);
}

function fromCustomer(history: readonly Shown[]): readonly Shown[] {
  return history.filter(({ from }) => from === 'customer');
}

describe('refused at the door', () => {
  test.each([
    ['JSON cut in the middle', '{"id":"m1","text":"ho', 400, 'bad-json'],
    ['no JSON at all', 'hola', 400, 'bad-json'],
    ['nothing', '', 400, 'bad-json'],
    ['null', 'null', 400, 'bad-json'],
    ['JSON nested deeper than any message', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400, 'bad-json'],
    ['bytes that are no text', '{"id":"m1","text":"\ud800"}'.replace('\ud800', '\\ud800"'), 400, 'bad-json'],
    ['a message without an id', '{"text":"hola"}', 400, 'bad-id'],
    ['an id of nothing', '{"id":"","text":"hola"}', 400, 'bad-id'],
    ['an empty text', '{"id":"m1","text":""}', 400, 'bad-text'],
    ['a text of spaces', '{"id":"m1","text":" \\n\\t "}', 400, 'bad-text'],
    ['a message that says nothing', '{"id":"m1"}', 400, 'bad-message'],
    [
      'keys of the language itself',
      '{"id":"m1","__proto__":{"text":"hola"},"constructor":{"prototype":{"text":"hola"}}}',
      400,
      'bad-message',
    ],
    ['100,000 characters', JSON.stringify({ id: 'm1', text: 'a'.repeat(100_000) }), 413, 'too-long'],
    ['a body over the limit', JSON.stringify({ id: 'm1', text: 'hola', more: 'a'.repeat(1_000_000) }), 413, 'too-long'],
  ])('%s', async (_what, body, status, code) => {
    await expectRefused(await send(body), status, code);
    expect(await ana.history(), 'nothing was kept').toEqual([]);
    await expectStillAnswers(ana);
  });

  test.each([
    'short',
    '__proto__',
    'a'.repeat(65),
    'con%20espacios-con%20espacios',
    '..%2f..%2f..%2fetc%2fpasswd',
    '%00'.repeat(20),
    'ñ'.repeat(20),
  ])('a conversation that cannot be: %s', async (chat) => {
    const answer = await fetch(`${shop.url}/chat/${chat}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"m1","text":"hola"}',
    });
    await expectRefused(answer, 400, 'bad-conversation');
  });

  test.each([
    ['a drawing with a script in it', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a program', 'MZ\x90\x00\x03'],
    ['nothing', ''],
  ])('a picture that is not a picture: %s', async (_what, content) => {
    const form = new FormData();
    form.set('id', 'p1');
    form.set('file', new Blob([content], { type: 'image/png' }), 'foto.png');
    await expectRefused(await send(form, {}), 400, 'unknown-file');
    expect(await readdir(join(shop.directory, 'media'))).not.toContain(ana.chat);
    await expectStillAnswers(ana);
  });
});

describe('taken and answered', () => {
  test('19,000 characters: the beginning is read, and she is told that it was cut', async () => {
    await ana.say(`quiero 1 gorra negra ${'por favor '.repeat(1900)}`);
    expect(ana.lastText).toContain('leí solo el comienzo');
    await expectStillAnswers(ana);
  });

  test.each([
    ['control characters', 'quiero\u0000 1\u0007 gorra\u001b negra\u0008'],
    ['characters that turn the direction', '\u202equiero 1 gorra\u202c \u2066negra\u2069'],
    ['invisible characters', 'qu\u200biero 1 go\u200drra ne\ufeffgra\u2060'],
    ['accents in pieces, wide letters', 'quiero 1 gorra ne\u0067ra'.normalize('NFD')],
  ])('%s change nothing of what she means', async (_what, text) => {
    await ana.say(text);
    expect(ana.lastText).toContain('Gorra de algodón (Negro)');
    const [kept] = fromCustomer(await ana.history());
    expect(kept?.text).toBe('quiero 1 gorra negra');
  });

  test.each([
    ['an emoji', '👍'],
    ['a family and a flag', '👩‍👩‍👧 🇵🇪'],
    ['emoji in a crowd', '🧢'.repeat(400)],
    ['punctuation', '¿?!…'],
    ['a word that is a key of the language itself', '__proto__'],
    ['another one', 'constructor'],
    ['a heap of accents', `z${'\u0301'.repeat(3000)}`],
    ['half a character', 'hola \ud83d'],
    ['something for a database', `'; DROP TABLE orders; --`],
    ['something for a page', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['something for a spreadsheet', '=HYPERLINK("http://example.com")'],
    ['something for a template', '{shop} {{7*7}} %s $&'],
    ['numbers beyond all numbers', '9'.repeat(4000)],
    ['only invisible characters', '\u200b\u2060\u200b'],
    ['lines upon lines', 'polo\n'.repeat(800)],
  ])('%s: a friendly reply', async (_what, text) => {
    const said = await ana.say(text);
    expect(said.length).toBeGreaterThan(0);
    expect(ana.lastText).not.toMatch(INSIDE);
    expect(ana.lastText).not.toContain('Algo falló de nuestro lado');
    await expectStillAnswers(ana);
  });

  test('keys of the language itself beside a good message do nothing', async () => {
    await send('{"id":"m1","text":"quiero 1 gorra negra","__proto__":{"choice":"x"},"campaign":"__proto__","constructor":1}');
    await ana.hear();
    expect(ana.lastText).toContain('Gorra de algodón (Negro)');
    expect(Object.prototype).not.toHaveProperty('choice');
  });

  test('ids that are keys of the language itself are ids like others', async () => {
    for (const id of ['__proto__', 'constructor', 'toString', '../../../etc/passwd', '#', 'a:b:c']) {
      const first = await ana.post({ id, text: 'hola' });
      expect(await first.json()).toEqual({ accepted: true, duplicate: false });
      expect(await (await ana.post({ id, text: 'hola' })).json()).toEqual({ accepted: true, duplicate: true });
    }
    await ana.hear();
    expect(fromCustomer(await ana.history())).toHaveLength(6);
    await shop.restart();
    await expectStillAnswers(ana);
  });

  test('an id used again with another text is the first message', async () => {
    await ana.post({ id: 'm1', text: 'quiero 1 gorra negra' });
    const again = await ana.post({ id: 'm1', text: 'quiero 5 gorras azules' });
    expect([again.status, await again.json()]).toEqual([202, { accepted: true, duplicate: true }]);
    await ana.hear();
    expect(fromCustomer(await ana.history()).map(({ text }) => text)).toEqual(['quiero 1 gorra negra']);
  });

  test('an address of a conversation in a message id reaches no other conversation', async () => {
    const luis = shop.customer('luis');
    await ana.post({ id: `${luis.chat}:m1`, text: 'hola' });
    expect(await (await luis.post({ id: 'm1', text: 'hola' })).json()).toEqual({ accepted: true, duplicate: false });
  });
});

describe('taps on what was never offered', () => {
  test('a choice of another conversation is none here', async () => {
    const luis = shop.customer('luis');
    await luis.say('hola');
    await luis.say('quiero 1 polo rojo M');
    const [theirs] = luis.last.flatMap(({ options = [] }) => options);
    await ana.say('hola');
    await ana.choose(theirs?.token ?? '');
    expect(ana.lastText).toContain('ya no vale');
    expect((await ana.history()).map(({ text }) => text).join()).not.toContain('Polo de algodón pima (');
    await expectStillAnswers(ana);
  });

  test.each([
    'x',
    '1',
    '__proto__',
    '2.aaaaaaaaaa.0',
    '2.aaaaaaaaaa.99',
    'zzzzzzzz.aaaaaaaaaa.0',
    '-1.aaaaaaaaaa.0',
    '{"do":"place"}',
    '🧢',
  ])('a token made up: %s', async (token) => {
    await ana.say('hola');
    const said = await ana.choose(token);
    expect(said.length).toBeGreaterThan(0);
    expect(ana.lastText).not.toMatch(INSIDE);
    await expectStillAnswers(ana);
  });

  test('the right menu, an option it does not have', async () => {
    await ana.say('hola');
    const [offered] = ana.last.flatMap(({ options = [] }) => options);
    await ana.choose((offered?.token ?? '').replace(/\.0$/, '.57'));
    expect(ana.lastText).toContain('ya no vale');
    await expectStillAnswers(ana);
  });

  test('a tap as the first thing ever', async () => {
    const said = await ana.choose('2.aaaaaaaaaa.0');
    expect(said.length).toBeGreaterThan(0);
    await expectStillAnswers(ana);
  });
});

describe('too fast', () => {
  const CHAT = { perConversation: { burst: 30, perSecond: 5 }, perAddress: { burst: 10_000, perSecond: 10_000 } };

  test('1,000 messages in a second: the first ones are kept, the rest asked to wait, and then it goes on', async () => {
    await shop.close();
    shop = await TestShop.open({ settings: { chat: CHAT } });
    ana = shop.customer('ana');
    const answers: Response[] = [];
    for (let start = 0; start < 1000; start += 100) {
      const hundred = Array.from({ length: 100 }, (_, index) => ana.post({ id: `m${start + index}`, text: 'quiero 1 gorra negra' }));
      answers.push(...(await Promise.all(hundred)));
    }
    const kept = answers.filter(({ status }) => status === 202);
    expect(kept).toHaveLength(CHAT.perConversation.burst);
    const [refused] = answers.filter(({ status }) => status !== 202);
    if (!refused) throw new Error('nothing was refused');
    const waitSeconds = Number(refused.headers.get('retry-after'));
    await expectRefused(refused, 429, 'too-fast');
    expect(waitSeconds).toBeGreaterThan(0);

    const luis = shop.customer('luis');
    await luis.say('hola');
    expect(luis.last.length, 'another customer is served meanwhile').toBeGreaterThan(0);

    await shop.wait(waitSeconds * 1000);
    await ana.hear();
    expect(fromCustomer(await ana.history())).toHaveLength(kept.length);
    await expectStillAnswers(ana);
  });
});
