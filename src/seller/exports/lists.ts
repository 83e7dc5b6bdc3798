/** Every list by its name: the rooms of `lists/` say what is in them. */

import type { List } from './list.ts';
import { accounting } from './lists/accounting.ts';
import { demand } from './lists/demand.ts';
import { bestSellers, prepare } from './lists/goods.ts';
import { cash, debts, payments } from './lists/money.ts';
import { orders } from './lists/orders.ts';
import { carts, customers } from './lists/people.ts';
import { movements, stockLow } from './lists/shelf.ts';
import { route, slips } from './lists/way.ts';
import type { ExportList } from './offered.ts';

export const LISTS: Readonly<Record<ExportList, List>> = {
  orders,
  prepare,
  slips,
  route,
  accounting,
  payments,
  cash,
  debts,
  'stock-low': stockLow,
  movements,
  customers,
  'best-sellers': bestSellers,
  carts,
  demand,
};
