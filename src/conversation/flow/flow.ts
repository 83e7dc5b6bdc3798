/**
 * A flow: how the shop leads a conversation through something, as a seller wrote it in `flows/*.yaml`.
 * Every key of a text, slot type, action and condition is checked when the shop starts.
 */

export interface Flow {
  readonly id: string;
  /** Shown on the map of flows. */
  readonly title: string;
  /** Words or phrases (any language) that start it from anywhere. */
  readonly starts: readonly string[];
  readonly steps: readonly FlowStep[];
}

/** `say`: texts in a row. `ask`: one slot. `choose`: a menu. `do`: an action the program offers. */
export type FlowStep =
  | { readonly id: string; readonly kind: 'say'; readonly text: string }
  | {
      readonly id: string;
      readonly kind: 'ask';
      readonly slot: string;
      readonly type: SlotType;
      readonly text: string;
      readonly optional: boolean;
    }
  | { readonly id: string; readonly kind: 'choose'; readonly text: string; readonly options: readonly FlowOption[] }
  | { readonly id: string; readonly kind: 'do'; readonly action: ActionName }
  | {
      readonly id: string;
      readonly kind: 'when';
      readonly condition: ConditionName;
      readonly ifTrue: string;
      readonly ifFalse: string | null;
    }
  | { readonly id: string; readonly kind: 'go'; readonly to: string }
  | { readonly id: string; readonly kind: 'end' };

export interface FlowOption {
  readonly id: string;
  /** Key of the text of its label. */
  readonly text: string;
  /** Step it leads to, or `flow:<id>`. */
  readonly go: string;
}

/** What an `ask` step accepts. `story`: whatever is written, with products, prices and complaints in it. */
export const SLOT_TYPES = ['text', 'story', 'number', 'phone', 'date', 'district'] as const;
export type SlotType = (typeof SLOT_TYPES)[number];

/** What a `do` step can make happen. */
export const ACTIONS = [
  /** Asks, one after the other, for what `requirements(cart)` says is missing. */
  'ask-missing',
  /** Shows the whole order with its total and asks to confirm it. */
  'summary',
  /** Places the order at exactly the total that was confirmed. */
  'place-order',
  'show-catalog',
  'show-cart',
  'tell-shipping',
  'tell-payment',
  'tell-hours',
  'order-status',
  'pay-balance',
  /** Hands the slots of this flow to the seller. */
  'tell-seller',
  /** The right to withdraw from what she bought. */
  'withdraw',
  /** Fills in what is known of who complains. */
  'begin-complaint',
  /** Writes a complaint into the book: about what was bought, or about how she was treated. */
  'file-claim',
  'file-grievance',
  'call-person',
] as const;
export type ActionName = (typeof ACTIONS)[number];

export const CONDITIONS = ['cart-empty', 'cart-has-items', 'cart-complete', 'has-open-order', 'shop-open', 'first-visit'] as const;
export type ConditionName = (typeof CONDITIONS)[number];

/** Where a conversation is: a stack of frames, the last one is in front. */
export interface Frame {
  readonly flow: string;
  readonly step: string;
  readonly slots: Readonly<Record<string, string>>;
}
