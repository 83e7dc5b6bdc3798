/**
 * A shop whose deliveries a story chooses: its zones, its country, its day. It sells boxes whose prices are easy
 * to add up, to be paid in cash.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Customer, HOME, TestShop } from './shop.ts';

/** Where the shop is. */
export interface Place {
  readonly pais: string;
  readonly moneda: string;
  readonly idioma: string;
  readonly zona_horaria: string;
}

export const BUENOS_AIRES: Place = { pais: 'AR', moneda: 'ARS', idioma: 'es', zona_horaria: 'America/Argentina/Buenos_Aires' };
export const SAO_PAULO: Place = { pais: 'BR', moneda: 'BRL', idioma: 'pt', zona_horaria: 'America/Sao_Paulo' };

const PRODUCTS = [
  'categorias: { cajas: Cajas }',
  'productos:',
  ...Object.entries({ caja: '1000.00', cofre: '4999.99', baul: '5000.00', arcon: '10500.00' }).map(
    ([id, price]) =>
      `  - { id: ${id}, nombre: ${id}, descripcion: De madera., categoria: cajas, precio: ${price}, stock: sin contar, maximo_por_pedido: 50 }`,
  ),
].join('\n');

export interface Deliveries {
  readonly place?: Place;
  /** Lines below `entrega:`. */
  readonly entrega: string;
  /** Lines below `pago:`. */
  readonly pago?: string;
  /** `catalog/promotions.yaml`; missing: none. */
  readonly promotions?: string;
  /** ms since the epoch. */
  readonly now: number;
}

export async function openDeliveringShop(
  deliveries: Deliveries,
): Promise<{ readonly shop: TestShop; readonly close: () => Promise<void> }> {
  const { place = BUENOS_AIRES, entrega, pago = '  formas: [efectivo]', now } = deliveries;
  const home = await mkdtemp(join(tmpdir(), 'tanteo-home-'));
  for (const folder of ['catalog', 'flows']) await cp(join(HOME, folder), join(home, folder), { recursive: true });
  const path = join(home, 'catalog', 'shop.yaml');
  let text = section(section(await readFile(path, 'utf8'), 'entrega', entrega), 'pago', pago);
  for (const [key, value] of Object.entries(place)) text = text.replace(new RegExp(`^${key}: .*`, 'm'), `${key}: ${value}`);
  await writeFile(path, text);
  await writeFile(join(home, 'catalog', 'products.yaml'), PRODUCTS);
  await writeFile(join(home, 'catalog', 'promotions.yaml'), deliveries.promotions ?? 'promociones: []\n');
  const shop = await TestShop.open({ home, now });
  const close = async () => {
    await shop.close();
    await rm(home, { recursive: true, force: true });
  };
  return { shop, close };
}

function section(text: string, key: string, lines: string): string {
  return text.replace(new RegExp(`^${key}:\\n(?:(?: {2}| *#).*\\n|\\n)*`, 'm'), `${key}:\n${lines.trimEnd()}\n\n`);
}

/** Where she is, as her phone says it. */
export async function sendPin(customer: Customer, lat: number, lng: number): Promise<void> {
  const answer = await customer.post({ id: `pin-${lat}-${lng}`, location: { lat, lng } });
  if (answer.status !== 202) throw new Error(`the pin was not accepted: ${await answer.text()}`);
  await customer.hear();
}
