/**
 * The sample shop for a bench: its own catalog and flows, with shelves so full that thousands of sales
 * find everything. A bench on empty shelves would measure apologies.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

/** The most a seller may write down (src/config/variants.ts). */
const UNITS = 1_000_000;

/** @param home where `catalog/` and `flows/` are; they are copied to `target` */
export async function copyWithFullShelves(home: string, target: string): Promise<void> {
  for (const folder of ['catalog', 'flows']) await cp(join(home, folder), join(target, folder), { recursive: true });
  const file = join(target, 'catalog', 'products.yaml');
  const products = parseDocument(await readFile(file, 'utf8'));
  const list = products.get('productos');
  if (!isSeq(list)) throw new Error(`${file} has no list of products`);
  for (const product of list.items) {
    const stock = isMap(product) ? product.get('stock', true) : undefined;
    if (isScalar(stock)) stock.value = UNITS;
    else if (isMap(stock)) {
      visit(stock, {
        Pair: (_, { value }) => {
          if (isScalar(value) && typeof value.value === 'number') value.value = UNITS;
        },
      });
    }
  }
  await writeFile(file, products.toString());
}
