/**
 * The shop is closed and opened again after every single step of a sale, and the customer notices nothing:
 * she is asked the same, answered the same, and pays the same as without.
 */
import { expect, test } from 'vitest';
import { CONFIRM, DELIVERED_AND_PAID_BY_LINK, type Step, take } from './sale.ts';
import { type Customer, TestShop } from './shop.ts';

/** When a payment that nobody told of is looked for at the latest, ms after the link was made. */
const PAYMENT_LOOKED_FOR_MS = 2 * 60_000;

/** Each restart reads all files anew: half a second on a busy machine. */
const LONGEST_STORY_MS = 120_000;

type Act = { readonly name: string; readonly do: (shop: TestShop, customer: Customer) => Promise<unknown> };

function acts(steps: readonly Step[]): readonly Act[] {
  return steps.map((step) => ({ name: JSON.stringify(step), do: (_shop, customer) => take(customer, step) }));
}

const pays: Act = {
  name: 'she pays',
  do: async (shop, customer) => {
    await shop.practice.pay(await customer.link(), 'approved');
    // A shop that was closed may have missed the notification: it looks for the payment by itself.
    await shop.wait(PAYMENT_LOOKED_FOR_MS);
    await customer.hear();
  },
};

const HESITANT: readonly Step[] = [
  { say: 'hola' },
  { tap: 'Ver el catálogo' },
  { tap: 'Gorra de algodón' },
  { tap: 'Negro' },
  { say: 'mejor 3' },
  { tap: 'Cerrar pedido' },
  { tap: 'Recojo en tienda' },
  { say: 'cuánto sale el envío a Surco' },
  { say: 'volver' },
  { tap: 'Recojo en tienda' },
  { say: 'qwrtpsdf' },
  { say: 'Ana Quispe' },
  { say: '987 654 321' },
  { tap: 'Efectivo' },
  { tap: 'Cambiar algo' },
  { tap: 'Los productos' },
  { say: 'quita la gorra' },
];

test.each([
  ['delivered and paid by link', [...acts([...DELIVERED_AND_PAID_BY_LINK, CONFIRM]), pays, ...acts([{ say: '¿cómo va mi pedido?' }])]],
  ['with changes of mind, questions and nonsense', acts(HESITANT)],
])('a sale %s goes on where it was after each restart', { timeout: LONGEST_STORY_MS }, async (_name, story) => {
  const undisturbed = await tell(story, { restarts: false });
  const disturbed = await tell(story, { restarts: true });
  expect(disturbed).toEqual(undisturbed);
});

/** What the shop said to each step. */
async function tell(story: readonly Act[], { restarts }: { readonly restarts: boolean }) {
  const shop = await TestShop.open();
  const ana = shop.customer('ana');
  const told: { readonly step: string; readonly said: readonly string[] }[] = [];
  let heard = 0;
  for (const act of story) {
    await act.do(shop, ana);
    const fresh = (await ana.history()).slice(heard);
    heard += fresh.length;
    told.push({ step: act.name, said: fresh.map(({ from, kind, text }) => `${from} ${kind}: ${withoutAddress(text)}`) });
    if (restarts) await shop.restart();
  }
  const orders = (await shop.orders()).map(({ number, status, paymentStatus, totals }) => ({ number, status, paymentStatus, totals }));
  const units = shop.units('gorra/negro');
  await shop.close();
  return { told, orders, units };
}

/** Links hold a port and a random id. */
function withoutAddress(text: string): string {
  return text.replaceAll(/http:\S+/g, '(link)');
}
