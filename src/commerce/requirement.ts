/** One thing that a cart still lacks before it can become an order, named by the slot that its answer fills. */
import type { Minor } from './money.ts';

export type Requirement =
  | { readonly slot: 'items' }
  /** Not sold any more: to be taken out. */
  | { readonly slot: 'line.unavailable'; readonly lineId: string }
  | { readonly slot: 'line.qty'; readonly lineId: string }
  | { readonly slot: 'line.option'; readonly lineId: string; readonly option: string }
  | { readonly slot: 'line.personal'; readonly lineId: string }
  /** `available`: units this line can have besides the lines before it. */
  | { readonly slot: 'line.stock'; readonly lineId: string; readonly available: number }
  | { readonly slot: 'delivery.kind' }
  | { readonly slot: 'delivery.district' }
  | { readonly slot: 'delivery.minimum'; readonly missing: Minor }
  | { readonly slot: 'delivery.address' }
  /** Her zone is visited in parts of a day, and she has chosen none. */
  | { readonly slot: 'delivery.slot' }
  | { readonly slot: 'contact.name' }
  | { readonly slot: 'contact.phone' }
  | { readonly slot: 'payment.method' };
