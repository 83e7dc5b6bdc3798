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
  /** How often it was counted: makes the key of every count its own. */
  readonly counts?: number;
}

export interface StockMovement {
  /** `reserve:1001:polo/rojo/m`: what it was for. Written in the commit that changes the level. */
  readonly key: string;
  readonly variantId: string;
  readonly kind: 'count' | 'reserve' | 'release' | 'sale' | 'unsale' | 'return';
  /** Units; of a count, how many more (or fewer, below zero) were found than were thought to be there. */
  readonly qty: number;
  readonly at: string;
  /** Who counted: 'file', 'page', 'terminal', `api:<token name>`. */
  readonly by?: string;
}

/**
 * Units that can still be sold. A count below what is promised leaves none, never a negative number.
 * `beyond`: units that may be promised though they are not there, less those that are kept back (`beyondShelf`).
 */
export function available(level: StockLevel, beyond = 0): number {
  return Math.max(0, level.onHand - level.reserved + beyond);
}

/** How far promises go beyond the shelf: below zero where units are kept back (facts/commerce.md §3.2, 3). */
export function beyondShelf({ backorder = 0, buffer = 0 }: Pick<Variant, 'backorder' | 'buffer'>): number {
  return backorder - buffer;
}

/**
 * Units of a variant that can be sold, null where they are not counted. A counted variant has none until
 * its count was taken over: what has no level could not be reserved either.
 */
export function unitsLeft(product: Product, variant: Variant, level: StockLevel | undefined): number | null {
  if (product.kind === 'made_to_order' || variant.count === null) return null;
  return level ? available(level, beyondShelf(variant)) : 0;
}

/** Promised units that are not on the shelf: somebody who was promised one will not get it. */
export function shortage(level: StockLevel): number {
  return Math.max(0, level.reserved - level.onHand);
}

/** A level and the movement that explains it: both belong in the same commit. */
export interface StockChange {
  readonly level: StockLevel;
  readonly movement: StockMovement;
}

/** The number in the seller's file is a new count of the shelf, promised units among them. `at`: UTC ISO instant. */
export function takeCount(level: StockLevel | undefined, variantId: string, count: number, at: string): StockChange {
  const { level: counted, movement } = countShelf(level, variantId, count, at);
  return { level: { ...counted, fileCount: count }, movement };
}

/** The seller counted `count` units on the shelf, promised ones among them; her file stays as it is. `at`: UTC ISO instant. */
export function countShelf(level: StockLevel | undefined, variantId: string, count: number, at: string): StockChange {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`a count of ${count} units of ${variantId} cannot be`);
  const counts = (level?.counts ?? 0) + 1;
  return {
    level: { id: variantId, reserved: level?.reserved ?? 0, fileCount: level?.fileCount ?? 0, ...level, onHand: count, counts },
    movement: { key: `count:${variantId}:${at}:${counts}`, variantId, kind: 'count', qty: count - (level?.onHand ?? 0), at },
  };
}

/** What a movement does to the two sides of a level, per unit. */
export const EFFECT: Readonly<Record<StockMovement['kind'], { readonly onHand: number; readonly reserved: number }>> = {
  count: { onHand: 1, reserved: 0 },
  /** Promised to an order. */
  reserve: { onHand: 0, reserved: 1 },
  release: { onHand: 0, reserved: -1 },
  /** Left the house, or came back from the way to the customer. */
  sale: { onHand: -1, reserved: -1 },
  unsale: { onHand: 1, reserved: 1 },
  /** Came back from a customer, fit to be sold again. */
  return: { onHand: 1, reserved: 0 },
};

export type Move = Exclude<StockMovement['kind'], 'count'>;

/**
 * Units of an order moved. Whoever decides it has seen that it can be. `ref`: of the order, and different for every
 * time that its units move in this way. `beyond`: as of `available`, where units are promised.
 * @throws {RangeError} for what cannot be: more promised than can be sold, given back than was promised, sent than is there
 */
export function moveUnits(level: StockLevel, kind: Move, ref: string, qty: number, at: string, beyond = 0): StockChange {
  const { onHand, reserved } = EFFECT[kind];
  const after = { ...level, onHand: level.onHand + onHand * qty, reserved: level.reserved + reserved * qty };
  const oversold = kind === 'reserve' && qty > available(level, beyond);
  if (!Number.isSafeInteger(qty) || qty < 1 || oversold || after.onHand < 0 || after.reserved < 0)
    throw new RangeError(`${kind} of ${qty} for ${ref} cannot be: ${level.onHand} of ${level.id} are there, ${level.reserved} promised`);
  return { level: after, movement: { key: `${kind}:${ref}:${level.id}`, variantId: level.id, kind, qty, at } };
}
