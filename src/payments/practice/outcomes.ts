/**
 * What can happen to a payment, as tables: how a try to pay may end, and how a payment may change later,
 * in the statuses of Mercado Pago's reference.
 */

export interface Outcome {
  readonly status: string;
  readonly detail: string;
  readonly method: string;
  readonly type: string;
}

export const OUTCOMES = {
  approved: { status: 'approved', detail: 'accredited', method: 'visa', type: 'credit_card' },
  /** A cash voucher was printed; it is paid later, or never. */
  voucher: { status: 'pending', detail: 'pending_waiting_payment', method: 'pagoefectivo_atm', type: 'atm' },
  /** A Pix code that nobody has paid yet. */
  code: { status: 'pending', detail: 'pending_waiting_transfer', method: 'pix', type: 'bank_transfer' },
  review: { status: 'in_process', detail: 'pending_review_manual', method: 'visa', type: 'credit_card' },
  rejected: { status: 'rejected', detail: 'cc_rejected_other_reason', method: 'visa', type: 'credit_card' },
} as const satisfies Readonly<Record<string, Outcome>>;

export type OutcomeName = keyof typeof OUTCOMES;

/** Reasons a card is rejected for that the pay page offers. */
export const REJECTIONS = [
  'cc_rejected_insufficient_amount',
  'cc_rejected_bad_filled_security_code',
  'cc_rejected_call_for_authorize',
  'cc_rejected_card_disabled',
  'cc_rejected_high_risk',
  'cc_rejected_other_reason',
] as const;

interface Move {
  readonly from: readonly string[];
  readonly status: string;
  readonly detail: string;
}

export const MOVES = {
  approve: { from: ['pending', 'in_process', 'authorized'], status: 'approved', detail: 'accredited' },
  reject: { from: ['pending', 'in_process', 'authorized'], status: 'rejected', detail: 'cc_rejected_high_risk' },
  expire: { from: ['pending'], status: 'cancelled', detail: 'expired' },
  cancel: { from: ['pending', 'in_process', 'authorized'], status: 'cancelled', detail: 'by_collector' },
  dispute: { from: ['approved'], status: 'in_mediation', detail: 'pending' },
  /** The dispute ends for the seller. */
  settle: { from: ['in_mediation'], status: 'approved', detail: 'accredited' },
  'open-charge-back': { from: ['approved', 'in_mediation'], status: 'charged_back', detail: 'in_process' },
  'charge-back': { from: ['approved', 'in_mediation', 'charged_back'], status: 'charged_back', detail: 'settled' },
  'win-back': { from: ['charged_back'], status: 'charged_back', detail: 'reimbursed' },
} as const satisfies Readonly<Record<string, Move>>;

export type MoveName = keyof typeof MOVES;

export function isOutcome(name: unknown): name is OutcomeName {
  return typeof name === 'string' && Object.hasOwn(OUTCOMES, name);
}

export function canMove(status: string, move: MoveName): boolean {
  const from: readonly string[] = MOVES[move].from;
  return from.includes(status);
}
