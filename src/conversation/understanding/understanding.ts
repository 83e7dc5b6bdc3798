/**
 * What a message was understood to mean: the type between the customer's words and the conversation.
 * Deterministic, no network, explains itself (`trace`). A language model could stand behind this same
 * type one day; it still could not touch prices, stock or payments, because `Command` cannot.
 */
import type { Cart } from '../../commerce/cart.ts';
import type { Catalog, Language, Shop } from '../../commerce/catalog.ts';
import type { Command, SlotName } from '../commands.ts';

/** The 32 intents of the evaluation set. */
const INTENTS = [
  'greet',
  'order_add',
  'order_change',
  'order_remove',
  'order_cancel',
  'reorder',
  'confirm',
  'deny',
  'ask_cart',
  'ask_price',
  'ask_availability',
  'ask_catalog',
  'ask_product_info',
  'ask_shipping',
  'ask_payment',
  'ask_hours_location',
  'ask_discount',
  'price_objection',
  'payment_claim',
  'provide_address',
  'provide_datetime',
  'provide_option',
  'change_address',
  'order_status',
  'talk_human',
  'complaint',
  'return_refund',
  'thanks_bye',
  'abuse',
  'opt_out',
  'out_of_scope',
  'unintelligible',
] as const;

export type Intent = (typeof INTENTS)[number];

/** What understanding may look at besides the text. */
export interface Context {
  readonly shop: Shop;
  /** Made once per catalog and words by `prepareVocabulary`; a seller's change makes a new one. */
  readonly vocabulary: import('./vocabulary.ts').Vocabulary;
  readonly cart: Cart;
  /** The slot the shop is waiting for; null when nothing was asked. */
  readonly pending: Pending | null;
  /** The line last talked about. */
  readonly focus: string | null;
  /** Language of the conversation so far; null at its first message. */
  readonly language: Language | null;
  /** ms since the epoch. */
  readonly now: number;
}

export interface Pending {
  readonly slot: SlotName;
  /** For `line.option`: which option of which line. */
  readonly lineId?: string;
  readonly option?: string;
  /** For `items`: the product on the table, whose card or price was shown last. "2", "la L" mean this one. */
  readonly productId?: string;
  /** And what of it was chosen so far (option id → value id): "quiero 2" means those. */
  readonly options?: Readonly<Record<string, string>>;
  /** For `flow.*`: what the answer must look like. */
  readonly expects?: 'text' | 'story' | 'number' | 'phone' | 'date' | 'district';
}

export interface Understanding {
  readonly intent: Intent;
  /** Further intents of the same message. */
  readonly also: readonly Intent[];
  /** In the order in which they must be executed. Empty when nothing was understood. */
  readonly commands: readonly Command[];
  readonly slots: Slots;
  readonly clarify: Clarify | null;
  /** She speaks of an order by its number or as her order; missing where she does not. */
  readonly placedOrder?: { readonly number: number | null };
  /** Language of this text; null where it cannot be told (a number, an emoji, a name). */
  readonly language: Language | null;
  /**
   * False for a fragment that only makes sense with what comes next ("quiero", "hola"): the shop waits
   * about a second for the rest of the burst before it answers.
   */
  readonly complete: boolean;
  /** 0..1; under 0.5 the conversation asks rather than acts. */
  readonly confidence: number;
  /**
   * For "why was this understood so": what each part does, then what each word was read as. Made when it is
   * looked at. It quotes the customer: it is for tests and engineers, never for a log.
   */
  readonly trace: readonly string[];
}

export interface Slots {
  readonly product?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly qty?: number;
  readonly zone?: string;
  readonly method?: string;
  readonly amount?: number;
  readonly operation?: string;
  readonly orderId?: string;
  readonly address?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly when?: {
    readonly date?: string;
    readonly time?: string;
    readonly timeFrom?: string;
    readonly part?: 'morning' | 'noon' | 'afternoon' | 'night';
  };
}

export type Clarify =
  | { readonly type: 'ambiguous'; readonly options: readonly string[]; readonly qty?: number }
  | { readonly type: 'not_in_catalog'; readonly text: string }
  | { readonly type: 'qty_out_of_range'; readonly product: string };

export type { Catalog };
