/**
 * What a helper of the shop asks for in her own chat: the same whether she types it or taps it. Helpers act on
 * orders, the shelf and the shop; a customer has none of these.
 */
import type { Language } from '../commerce/catalog.ts';

/** `owner`: everything. `seller`: orders, the shelf, lists. `courier`: orders on their way. */
export type Role = 'owner' | 'seller' | 'courier';
export const ROLES: readonly Role[] = ['owner', 'seller', 'courier'];

/** Asked with nothing more to say. */
export type PlainAsk =
  | 'orders'
  | 'today'
  | 'summary'
  | 'export'
  | 'pause'
  | 'resume'
  | 'team'
  | 'help'
  /** She tries her own shop as a customer, and comes back. */
  | 'shop'
  | 'work'
  | 'thanks'
  /** What she was asked for is let go. */
  | 'leave';

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
  /** `words`: part of a name; empty for the whole shelf. `count`: what she counted; null: only to see. */
  | { readonly ask: 'stock'; readonly words: string; readonly count: number | null }
  | { readonly ask: 'count'; readonly variantId: string; readonly count: number }
  /** What she writes next goes to the customer of this conversation. */
  | { readonly ask: 'write'; readonly conversationId: string; readonly number: number | null }
  /** The program answers the customer of this conversation again. */
  | { readonly ask: 'hand-back'; readonly conversationId: string }
  | { readonly ask: 'seen'; readonly alertId: string }
  | { readonly ask: 'try-again'; readonly alertId: string }
  | { readonly ask: 'invite'; readonly role: Role; readonly name: string }
  | { readonly ask: 'unlink'; readonly name: string; readonly sure?: true }
  | { readonly ask: 'speak'; readonly language: Language };
