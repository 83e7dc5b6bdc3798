/**
 * The shop that gets killed: customers place orders as fast as the store takes them. Each order is one
 * commit of three documents that must stay together; the line that says it is acknowledged is written only
 * after the store has said so.
 */
import { openJsonStore } from '../../../src/store/json/open.ts';
import { fact, placed, stock } from './documents.ts';

const [directory = '', customers = '1', segmentBytes = '1'] = process.argv.slice(2);
/** Node writes to pipes at once, except on Windows: what was said is not lost with the process. */
const say = (line: string) => process.stdout.write(`${line}\n`);

say('starting');
const store = await openJsonStore({ directory, segmentBytes: Number(segmentBytes) });
say('open');

async function buyAgainAndAgain(customer: number): Promise<never> {
  for (;;) {
    const view = store.openHot();
    const bought = (view.get('stock', `shelf ${customer}`)?.onHand ?? 0) + 1;
    const number = 1000 + customer + Number(customers) * bought;
    const name = `customer ${customer}`;
    const answer = await store.commit(view, [stock(`shelf ${customer}`, bought), placed(number, name), fact(`${customer} ${bought}`)]);
    if (!answer.ok) throw new Error('each customer has a shelf of their own');
    say(`${customer} ${bought}`);
  }
}

await Promise.all(Array.from({ length: Number(customers) }, (_, customer) => buyAgainAndAgain(customer)));
