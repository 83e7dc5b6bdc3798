/**
 * What is kept of goods that come back: which units, why, how far it is, what became of their money. How it
 * moves on is in `returns.ts`.
 */
import type { Minor } from './money.ts';

export type ReturnStatus = 'requested' | 'approved' | 'received' | 'refunded' | 'rejected' | 'cancelled';

export const RETURN_REASONS = ['size', 'defect', 'wrong_item', 'not_as_expected', 'changed_mind', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export interface ReturnLine {
  readonly lineId: string;
  /** Units that were announced. */
  readonly qty: number;
  /** Units that came; 0 until they did. */
  readonly received: number;
  /** Of those, fit to be sold again. */
  readonly resellable: number;
}

export interface OrderReturn {
  /** "1001-D1" */
  readonly id: string;
  /** `withdrawal`: her right, which nobody has to approve (`withdrawal.ts`). */
  readonly kind: 'return' | 'exchange' | 'withdrawal';
  readonly status: ReturnStatus;
  readonly lines: readonly ReturnLine[];
  readonly reason: ReturnReason;
  readonly by: 'customer' | 'seller';
  /** UTC ISO instants. */
  readonly requestedAt: string;
  readonly receivedAt?: string;
  /** Exchange: the variant she wants instead; missing where that is still to be agreed. */
  readonly wants?: string;
  /** Exchange: the order that replaces what came back. */
  readonly replacement?: string;
  /** Why it was rejected or cancelled. */
  readonly note?: string;
  /** What was given back for it, or counts for its replacement. */
  readonly refunded?: Minor;
}

export type ReturnCommand = 'approve' | 'reject' | 'receive' | 'refund' | 'exchange' | 'cancel';
