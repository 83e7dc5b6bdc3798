/** The words of the exports: headers, states as sellers say them, and what is wrong with a wish that cannot be met. */

import type { Language, PaymentMethod } from '../../commerce/catalog.ts';
import type { Order } from '../../commerce/order.ts';
import type { PaymentStatus } from '../../commerce/payments.ts';
import type { StockMovement } from '../../commerce/stock.ts';
import type { OrderStatus } from '../../commerce/transitions.ts';
import type { NextAction } from '../next-action.ts';
import type { MoneyMove } from './lists/money-moves.ts';
import type { ExportList } from './offered.ts';
import en from './texts/en.json' with { type: 'json' };
import es from './texts/es.json' with { type: 'json' };
import pt from './texts/pt.json' with { type: 'json' };

/** Texts that say a code as a word. */
export type Words =
  | 'status'
  | 'paymentStatus'
  | 'method'
  | 'delivery'
  | 'channel'
  | 'nextAction'
  | 'mode'
  | 'means'
  | 'moneyKind'
  | 'entryKind'
  | 'movement'
  | 'byWhom';

/** Spanish is the measure: a key, or a state of an order, that a language lacks does not compile. */
export type ExportTexts = typeof es &
  Readonly<Record<Words, Readonly<Record<string, string>>>> & {
    readonly status: Readonly<Record<OrderStatus, string>>;
    readonly paymentStatus: Readonly<Record<PaymentStatus, string>>;
    readonly method: Readonly<Record<PaymentMethod, string>>;
    readonly delivery: Readonly<Record<Order['delivery']['kind'], string>>;
    readonly nextAction: Readonly<Record<NextAction, string>>;
    readonly movement: Readonly<Record<StockMovement['kind'], string>>;
    readonly moneyKind: Readonly<Record<MoneyMove['kind'], string>>;
    readonly byWhom: Readonly<Record<MoneyMove['by'], string>>;
    readonly lists: Readonly<Record<ExportList, { readonly title: string; readonly file: string }>>;
  };

const TEXTS: Readonly<Record<Language, ExportTexts>> = { es, pt, en };

export function exportTexts(language: Language): ExportTexts {
  return TEXTS[language];
}
