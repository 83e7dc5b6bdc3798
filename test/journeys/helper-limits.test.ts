/** What a helper may not, and who is none: by words, by old buttons, at the same moment, and after she was taken away. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capBroughtHome, codeFor, helperOf, openHelpedShop } from './helping.ts';
import { buyTotes, HOUR, MINUTE, orderOf } from './paying-shop.ts';
import type { Customer, Shown, TestShop } from './shop.ts';

let shop: TestShop;
let close: () => Promise<void>;
let rosa: Customer;
let ana: Customer;

beforeEach(async () => {
  ({ shop, close, rosa, ana } = await openHelpedShop());
});
afterEach(() => close());

const NOT_HERS = 'Eso lo hace otra persona del equipo';

const tokensOf = (messages: readonly Shown[]) => messages.flatMap(({ options = [] }) => options);

function tokenOf(customer: Customer, label: string): string {
  const found = tokensOf(customer.last).find((option) => option.label.startsWith(label));
  if (!found) throw new Error(`there is no option "${label}"; the shop said:\n${customer.lastText}`);
  return found.token;
}

async function takeAway(name: string): Promise<void> {
  await shop.app.runtime.act({ do: 'unlink-helper', name, by: 'page' });
}

describe('a courier', () => {
  test('sees an order when it can be taken, and gives it no command but those of the way', async () => {
    const luis = await helperOf(shop, 'Luis', 'courier');
    await capBroughtHome(ana);
    for (const early of ['1001', '1001 en camino', 'escribir 1001']) {
      await luis.say(early);
      expect(luis.lastText).toContain(NOT_HERS);
    }
    await rosa.say('1001 listo');
    await luis.hear();
    for (const notHers of ['1001 cancelar', '1001 rechazar', '1001 anotar pago', '1001 preparando']) {
      await luis.say(notHers);
      expect(luis.lastText).toContain(NOT_HERS);
    }
    const { status, cancellation, payments } = await orderOf(shop);
    expect({ status, cancellation, manual: payments.manual }).toEqual({ status: 'ready', cancellation: undefined, manual: undefined });
  });

  test('asks for nothing of the shop', async () => {
    const luis = await helperOf(shop, 'Luis', 'courier');
    for (const asked of ['hoy', 'resumen', 'stock', 'exportar', 'pausa', 'reanudar', 'equipo', 'invitar dueña Eva', 'quitar Rosa']) {
      await luis.say(asked);
      expect(luis.lastText, asked).toContain(NOT_HERS);
    }
    expect(shop.app.store.openHot().get('staff', 'staff')).toMatchObject({
      helpers: [{ name: 'Rosa' }, { name: 'Luis' }],
      codes: [],
      paused: null,
    });
  });
});

test('there are twenty of a team at most, whoever still has a code among them', async () => {
  const invite = async (name: string) => {
    const received = await shop.app.runtime.act({ do: 'invite-helper', name, role: 'courier', language: null, by: 'page' });
    const reply = received.kept ? received.reply : undefined;
    return reply?.ok && 'staff' in reply ? (reply.problem ?? 'invited') : 'nothing';
  };
  for (let n = 2; n <= 20; n += 1) expect(await invite(`Luis ${n}`)).toBe('invited');
  expect(await invite('Luis 21')).toBe('staff-full');
  // A code that she lost is made anew.
  expect(await invite('Luis 20')).toBe('invited');
  await shop.wait(10 * MINUTE);
  expect(await invite('Luis 21')).toBe('invited');
});

test('whoever sells invites nobody and stops no shop', async () => {
  const eva = await helperOf(shop, 'Eva', 'seller');
  for (const asked of ['pausa', 'reanudar', 'equipo', 'invitar dueña Mía', 'quitar Rosa']) {
    await eva.say(asked);
    expect(eva.lastText, asked).toContain(NOT_HERS);
  }
});

test('what a helper asked for a day ago, before the shop was closed, is not done now', async () => {
  await capBroughtHome(ana);
  await shop.app.runtime.accept({
    ...{ channel: 'web', account: 'main', chat: rosa.chat, messageId: 'old', sender: {} },
    ...{ at: shop.clock.now() - 25 * HOUR, body: { kind: 'text', text: '1001 listo' } },
  });
  await rosa.hear();
  expect(rosa.lastText).toContain('hace más de 24 horas');
  expect((await orderOf(shop)).status).toBe('confirmed');
});

describe('whoever was taken away', () => {
  test('taps her old cards in vain', async () => {
    await buyTotes(ana, 'yape');
    const card = tokensOf(await rosa.hear());
    expect(card.length).toBeGreaterThan(2);
    await takeAway('Rosa');
    await rosa.hear();
    for (const { token } of card) {
      await rosa.choose(token);
      expect(rosa.lastText).toContain('ya no vale');
    }
    expect((await orderOf(shop)).history).toHaveLength(1);
    expect([...shop.app.store.query.all('conversations')].filter(({ takenOver }) => takenOver)).toEqual([]);
  });

  test('in the middle of a question answers it to nobody', async () => {
    await buyTotes(ana, 'yape');
    await rosa.say('escribir 1001');
    await takeAway('Rosa');
    await rosa.say('dame tu tarjeta');
    expect(await ana.history()).not.toContainEqual(expect.objectContaining({ text: 'dame tu tarjeta' }));
  });

  test('hears nothing of the shop any more', async () => {
    await takeAway('Rosa');
    await rosa.hear();
    await buyTotes(ana, 'yape');
    await shop.app.runtime.act({ do: 'pause-shop', paused: true, by: 'page' });
    expect(await rosa.hear()).toEqual([]);
  });
});

describe('a customer', () => {
  test('who writes as the seller does is a customer', async () => {
    await buyTotes(ana, 'yape');
    for (const asked of ['pausa', 'exportar', 'equipo', 'invitar dueña Eva', '1001 entregado', 'stock tote 0']) await ana.say(asked);
    expect((await orderOf(shop)).status).toBe('awaiting_payment');
    expect(shop.app.store.openHot().get('staff', 'staff')).toMatchObject({ helpers: [{ name: 'Rosa' }], codes: [], paused: null });
    expect(shop.units('tote').onHand).toBeGreaterThan(0);
  });

  test('who has got hold of the button of a card does nothing with it', async () => {
    await buyTotes(ana, 'yape');
    await rosa.hear();
    await ana.choose(tokenOf(rosa, 'Cancelar'));
    expect(ana.lastText).toContain('ya no vale');
    expect((await orderOf(shop)).status).toBe('awaiting_payment');
  });

  test('tries codes in vain, and a code that was taken back is none', async () => {
    const code = await codeFor(shop, 'Eva', 'seller');
    await takeAway('Eva');
    await ana.say(code);
    expect(ana.lastText).toContain('Ese código ya no vale');
    const first = await codeFor(shop, 'Eva', 'owner');
    const second = await codeFor(shop, 'eva', 'seller');
    await ana.say(first);
    expect(ana.lastText).toContain('Ese código ya no vale');
    await shop.customer('bea').say(second);
    expect(shop.app.store.openHot().get('staff', 'staff')?.helpers).toMatchObject([{ name: 'Rosa' }, { name: 'eva', role: 'seller' }]);
  });
});

describe('at the same moment', () => {
  test('two taps of one finger do it once, two helpers do it once, and the other one is told', async () => {
    const eva = await helperOf(shop, 'Eva', 'seller');
    await capBroughtHome(ana);
    await rosa.hear();
    await eva.hear();
    const choice = tokenOf(rosa, 'Empezar a preparar');
    const hers = tokenOf(eva, 'Empezar a preparar');
    await Promise.all([rosa.post({ id: 'a', choice }), rosa.post({ id: 'b', choice }), eva.post({ id: 'c', choice: hers })]);
    await rosa.hear();
    await eva.hear();
    expect((await orderOf(shop)).history.filter(({ what }) => what === 'preparing')).toHaveLength(1);
    const heard = [...(await rosa.history()), ...(await eva.history())].map(({ text }) => text).join('\n');
    expect([...heard.matchAll(/ya lo hi(?:ciste|zo) a las/gi)]).toHaveLength(1);
    // Whoever did it was answered, and only the other one is told that it was done.
    expect([...heard.matchAll(/ · pedido 1001: en preparación/g)]).toHaveLength(1);
  });

  test('an order that two helpers are asked about is cancelled by one of them', async () => {
    const eva = await helperOf(shop, 'Eva', 'seller');
    await capBroughtHome(ana);
    await Promise.all([rosa.hear(), eva.hear()]);
    await rosa.say('1001 cancelar');
    await eva.say('1001 cancelar');
    const [a, b] = [tokensOf(rosa.last)[0]?.token, tokensOf(eva.last)[0]?.token];
    await Promise.all([rosa.post({ id: 'a', choice: a }), eva.post({ id: 'b', choice: b })]);
    await shop.settle();
    expect((await orderOf(shop)).history.filter(({ what }) => what === 'cancelled')).toHaveLength(1);
  });

  test('a pause that comes while she says yes: one of the two, and she is told which', async () => {
    await ana.sayAll('quiero 2 totes', 'cerrar pedido', 'recojo', 'Ana Quispe', '987654321', 'yape');
    const yes = ana.post({ id: 'yes', text: 'sí' });
    await rosa.post({ id: 'pause', text: 'pausa' });
    expect((await yes).status).toBe(202);
    await ana.hear();
    const orders = await shop.orders();
    expect(ana.lastText).toContain(orders.length === 0 ? 'pausa' : '#1001');
  });
});
