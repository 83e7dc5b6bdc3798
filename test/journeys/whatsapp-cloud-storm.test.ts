/**
 * A bad day at Meta and at the shop: webhooks that come twice, late and in another order, answers that are lost,
 * refusals, and restarts, while nine customers buy. No order is lost or doubled, and everybody is answered once and
 * in order. The seed of a bad day is in its name.
 */
import { expect, test } from 'vitest';
import { STATUS_MAY_TAKE_MS } from '../../src/channels/whatsapp-cloud/limits.ts';
import { type Dice, diceFrom } from '../simulation/dice.ts';
import type { Fault } from '../stand-ins/whatsapp-cloud/faults.ts';
import type { CloudCustomer } from './whatsapp-cloud-shop.ts';
import { CloudShop } from './whatsapp-cloud-shop.ts';

const CUSTOMERS = 9;
/** Bad days. */
const SEEDS = process.env.TANTEO_LONG === '1' ? 30 : 2;
const NUMBER = '912 345 678';
const SAYS = ['hola', 'quiero una tote', 'cerrar pedido', 'recojo', NUMBER, 'efectivo', 'sí'];
const MINUTE = 60_000;

/** Each with its weight; null: all is well. A lost answer is one of which the status still tells. */
const FAULTS: readonly (readonly [weight: number, fault: Fault | null])[] = [
  [60, null],
  [10, { is: 'lost-answer', told: true }],
  [8, { is: 'broken-line' }],
  [8, { is: 'refused', code: 131056 }],
  [8, { is: 'refused', code: 131000, status: 500 }],
  [6, { is: 'refused', code: 130429, status: 429, retryAfterS: 30 }],
];

test.each(Array.from({ length: SEEDS }, (_, index) => index + 1))('seed %i', async (seed) => {
  const dice = diceFrom(seed);
  const at = await CloudShop.open();
  const people = Array.from({ length: CUSTOMERS }, (_, index) => at.customer(personOf(index)));
  for (const text of SAYS) {
    for (let calls = 0; calls < CUSTOMERS * 2; calls += 1) {
      const fault = dice.weigh(FAULTS);
      if (fault) at.graph.faults.add('message', fault);
    }
    // Whose telephone WhatsApp tells is not asked for it.
    const whoSays = text === NUMBER ? people.filter(({ app }) => app.person.phone === undefined) : people;
    await everybodySays(at, whoSays, text, dice);
    await at.wait(dice.between(1000, 2 * MINUTE));
    if (dice.below(3) === 0) await restartWithoutDoubt(at);
  }
  at.graph.faults.clear();
  await at.wait(30 * MINUTE);

  const orders = await at.shop.orders();
  expect(orders.map(({ conversationId }) => conversationId.split(':')[2]).toSorted()).toEqual(people.map(({ app }) => app.chat).toSorted());
  for (const order of orders) expect(order).toMatchObject({ status: 'confirmed', lines: [{ name: 'Bolsa tote', qty: 1 }] });
  for (const { app } of people) {
    const places = app.marks.map(placeOf);
    expect(places, app.chat).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    expect(app.screen.at(-1)?.text, app.chat).toContain('Confirmado');
  }
  expect(at.shop.alerts().filter((kind) => kind !== 'order-to-deliver')).toEqual([]);
  await at.close();
});

const SURNAMES = ['Arce', 'Bravo', 'Cruz', 'Díaz', 'Flores', 'Gómez', 'Huamán', 'Lazo', 'Mamani'];

function personOf(index: number) {
  const phone = `519${String(11_111_111 + index)}`;
  const userId = `PE.${1_000_000 + index}`;
  // A third of them is shown with an id only, a third with a telephone only.
  return { name: `Ana ${SURNAMES[index] ?? 'Quispe'}`, ...(index % 3 !== 0 && { phone }), ...(index % 3 !== 1 && { userId }) };
}

/** In any order, some twice, and some only when Meta comes again. */
async function everybodySays(at: CloudShop, people: readonly CloudCustomer[], text: string, dice: Dice): Promise<void> {
  const webhooks = people.map(({ app }) => [at.graph.change(app.text(text))]);
  const shuffled = webhooks.map((webhook) => ({ webhook, place: dice.next() })).toSorted((a, b) => a.place - b.place);
  const sending = shuffled.flatMap(({ webhook }) => {
    if (dice.below(6) === 0) at.graph.webhooks.lose([webhook]);
    const times = dice.weigh([
      [4, 1],
      [1, 2],
      [1, 0],
    ]);
    if (times === 0) at.graph.webhooks.lose([webhook]);
    return Array.from({ length: times }, () => at.graph.webhooks.send([webhook]));
  });
  await Promise.all(sending);
  expect(await at.graph.webhooks.sendAgain()).toBe(0);
}

/** What is in doubt is settled by a status, which one process knows: a shop that is killed in these seconds may say it twice. */
async function restartWithoutDoubt(at: CloudShop): Promise<void> {
  at.graph.faults.clear();
  await at.wait(STATUS_MAY_TAKE_MS);
  await at.restart();
}

/** The shop numbers what it says, part by part. */
function placeOf(mark: string): number {
  const [, n = '', part = ''] = /:(\d+)#(\d+)$/.exec(mark) ?? [];
  return Number(n) * 100 + Number(part);
}
