/**
 * What a helper of the shop asks for in her own chat: the same whether she types it or taps it. Helpers act on
 * orders, the shelf and the shop; a customer has none of these.
 */
import type { Language } from '../commerce/catalog.ts';

/** `owner`: everything. `seller`: orders, the shelf, lists. `courier`: orders on their way. */
export type Role = 'owner' | 'seller' | 'courier';
export const ROLES: readonly Role[] = ['owner', 'seller', 'courier'];

/** Asked with nothing more to say. */
export const PLAIN_ASKS = [
  'orders',
  // What is under way, by what it waits for.
  'to-collect',
  'to-prepare',
  'to-send',
  'to-deliver',
  'late',
  'today',
  'summary',
  'yesterday',
  'week',
  'export',
  'pause',
  // Until the shop opens again by its hours.
  'pause-until-open',
  'resume',
  'team',
  'help',
  // She tries her own shop as a customer, and comes back.
  'shop',
  'work',
  'thanks',
  // What she was asked for is let go.
  'leave',
  // What is done on her page.
  'elsewhere',
] as const;
export type PlainAsk = (typeof PLAIN_ASKS)[number];

export type StaffCommand =
  | { readonly ask: PlainAsk }
  | { readonly ask: 'order'; readonly number: number }
  /** A command for an order, by its name in the table of the desk; `sure`: she was asked, and said yes. */
  | {
      readonly ask: 'act';
      readonly number: number;
      readonly command: string;
      /** By field, as she wrote it. */
      readonly written: Readonly<Record<string, string>>;
      readonly sure?: true;
    }
  /**
   * `words`: part of a name; empty for the whole shelf. `count`: what she counted, or where it `adds` what came or
   * went; null: only to see.
   */
  | { readonly ask: 'stock'; readonly words: string; readonly count: number | null; readonly adds?: true }
  /** `from`: what there was when she was asked about units that came or went; where there is another number now she is asked anew. */
  | { readonly ask: 'count'; readonly variantId: string; readonly count: number; readonly from?: number }
  /** There is nothing left of anything with these words. */
  | { readonly ask: 'none-left'; readonly words: string }
  /** `text`, or what she writes next, goes to the customer of this conversation. */
  | { readonly ask: 'write'; readonly conversationId: string; readonly number: number | null; readonly text?: string }
  /**
   * Of an order under way whose customer has these words in her name, or of any: it is shown where `wants` is null,
   * its customer is written to, or it is a command for the order.
   */
  | { readonly ask: 'whose'; readonly who: string; readonly wants: string | null; readonly text?: string }
  /** The program answers the customer of this conversation again. */
  | { readonly ask: 'hand-back'; readonly conversationId: string }
  | { readonly ask: 'seen'; readonly alertId: string }
  | { readonly ask: 'try-again'; readonly alertId: string }
  | { readonly ask: 'invite'; readonly role: Role; readonly name: string }
  | { readonly ask: 'unlink'; readonly name: string; readonly sure?: true }
  | { readonly ask: 'speak'; readonly language: Language };

/** An order looked for by whose it is. */
export type Whose = Extract<StaffCommand, { readonly ask: 'whose' }>;
