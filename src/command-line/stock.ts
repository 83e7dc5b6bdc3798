/**
 * `npm run -s stock` shows the shelf; `npm run -s stock -- polo` a part of it; `npm run -s stock -- polo/rojo/m 12`
 * counts, in the open shop or in a closed one.
 */

import { ordersHolding } from '../seller/desk/orders-holding.ts';
import { atStockDesk, type StockAsked, type StockDeps } from '../seller/desk/stock-desk.ts';
import { deskTexts } from '../seller/desk/texts.ts';
import type { FolderStore } from '../store/json/open.ts';
import { actAlone, filesHere, type Here, withHere } from './data-command.ts';
import { withDesk } from './desk-here.ts';
import { tell, terminalLanguage } from './terminal.ts';

/** Answers the exit code: 1 where it was refused, 2 where it was not understood. */
export async function runStock(home: string, argv: readonly string[]): Promise<number> {
  const [variant = null, count = null, ...rest] = argv;
  if (rest.length > 0 || argv.some((word) => word.startsWith('-'))) {
    tell(deskTexts(terminalLanguage(process.env)).stock.use);
    return 2;
  }
  const asked: StockAsked = { variant, count };
  return withHere(home, async (here) => {
    const told = await withDesk(here, '/seller/desk/stock', asked, async (store) =>
      atStockDesk(await shelfOfClosedShop(here, store), asked, here.language, 'terminal'),
    );
    tell(...told.lines);
    return told.ok ? 0 : 1;
  });
}

async function shelfOfClosedShop({ home, language }: Here, store: FolderStore): Promise<StockDeps> {
  const files = await filesHere(home, language);
  return {
    shop: () => files.shop,
    catalog: () => files.catalog,
    level: (variantId) => store.openHot().get('stock', variantId),
    count: async (variantId, count, by) => {
      const reply = await actAlone(home, language, store, { do: 'count-stock', variantId, count, by });
      if (!reply || (reply.ok && !('level' in reply))) throw new Error(`the count of ${variantId} could not be kept`);
      return reply;
    },
    ordersHolding: (variantId) => ordersHolding(store.query, variantId),
  };
}
