/**
 * Units on hand and units promised. Every change of a level is recorded as a movement
 * in the same commit.
 */

export interface StockLevel {
  /** Variant id. */
  readonly id: string;
  readonly onHand: number;
  /** Units of placed orders that have not left. */
  readonly reserved: number;
  /** The count of the seller's file when it was last taken over: a changed number is a new count. */
  readonly fileCount: number;
}

export interface StockMovement {
  /** `reserve:1001:polo/rojo/m`: what it was for. Written in the commit that changes the level. */
  readonly key: string;
  readonly variantId: string;
  readonly kind: 'count' | 'reserve' | 'release' | 'sale' | 'unsale';
  readonly qty: number;
  readonly at: string;
}
