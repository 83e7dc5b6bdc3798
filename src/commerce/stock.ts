/**
 * Units on hand and units promised. Every change of a level is recorded as a movement
 * in the same commit. Carts reserve nothing: a cart in a chat lives for days (facts/commerce.md §3.4).
 */
import type { Product, Variant } from './catalog.ts';

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
  /** Units; of a count, how many more (or fewer, below zero) were found than were thought to be there. */
  readonly qty: number;
  readonly at: string;
}

/** Units that can still be sold. A count below what is promised leaves none, never a negative number. */
export function available(level: StockLevel): number {
  return Math.max(0, level.onHand - level.reserved);
}

/**
 * Units of a variant that can be sold, null where they are not counted. A counted variant has none until
 * its count was taken over: what has no level could not be reserved either.
 */
export function unitsLeft(product: Product, variant: Variant, level: StockLevel | undefined): number | null {
  if (product.kind === 'made_to_order' || variant.count === null) return null;
  return level ? available(level) : 0;
}

/** A level and the movement that explains it: both belong in the same commit. */
export interface StockChange {
  readonly level: StockLevel;
  readonly movement: StockMovement;
}

/** The seller counted `count` units on the shelf, promised ones among them. `at`: UTC ISO instant. */
export function takeCount(level: StockLevel | undefined, variantId: string, count: number, at: string): StockChange {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`a count of ${count} units of ${variantId} cannot be`);
  return {
    level: { id: variantId, onHand: count, reserved: level?.reserved ?? 0, fileCount: count },
    movement: { key: `count:${variantId}:${at}`, variantId, kind: 'count', qty: count - (level?.onHand ?? 0), at },
  };
}

/** Promises units to a placed order. `placeOrder` has seen that they are there. @throws {RangeError} where they are not. */
export function reserve(level: StockLevel, orderId: string, qty: number, at: string): StockChange {
  if (!isUnits(qty) || qty > available(level))
    throw new RangeError(`order ${orderId} cannot reserve ${qty} of ${available(level)} ${level.id}`);
  return moved(level, level.reserved + qty, 'reserve', orderId, qty, at);
}

/** Gives back the units of an order that died. @throws {RangeError} for more than is promised. */
export function release(level: StockLevel, orderId: string, qty: number, at: string): StockChange {
  if (!isUnits(qty) || qty > level.reserved)
    throw new RangeError(`order ${orderId} cannot release ${qty} of ${level.reserved} ${level.id}`);
  return moved(level, level.reserved - qty, 'release', orderId, qty, at);
}

function moved(level: StockLevel, reserved: number, kind: 'reserve' | 'release', orderId: string, qty: number, at: string): StockChange {
  return { level: { ...level, reserved }, movement: { key: `${kind}:${orderId}:${level.id}`, variantId: level.id, kind, qty, at } };
}

function isUnits(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty > 0;
}
