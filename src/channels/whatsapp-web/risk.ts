/**
 * How likely it is that WhatsApp takes the number away, in words: there are no published thresholds, so what counts
 * is how much of what is known to annoy there is, and the words name it.
 */
import { HOUR_MS, NEW_NUMBER_MS } from './limits.ts';

export type RiskLevel = 'low' | 'medium' | 'high';
export const RISK_REASONS = ['new-number', 'many-an-hour', 'many-a-day', 'first-contacts', 'refused', 'alike', 'usual'] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

export interface Behaviour {
  /** When this number was linked first here, ms since the epoch; null: never. */
  readonly linkedAt: number | null;
  readonly now: number;
  readonly lastHour: number;
  readonly lastDay: number;
  /** What may leave now. */
  readonly perHour: number;
  readonly perDay: number;
  /** Messages of the last day that WhatsApp did not take. */
  readonly refused: number;
  /** Chats written to in the last day that had not written for a day. */
  readonly unasked: number;
  /** Most messages of the last day with the same words. */
  readonly alike: number;
}

export interface Risk {
  readonly level: RiskLevel;
  /** The heaviest first; never empty. */
  readonly reasons: readonly RiskReason[];
}

interface Sign {
  readonly reason: RiskReason;
  readonly weight: (behaviour: Behaviour) => 0 | 1 | 2;
}

/** From half of a cap on it is much, from nine tenths on it is very much. */
const graded = (part: number): 0 | 1 | 2 => {
  if (part >= 0.9) return 2;
  return part >= 0.5 ? 1 : 0;
};

/** Of 100 messages as many unasked, refused or alike ones as a person would hardly come to. */
const SIGNS: readonly Sign[] = [
  {
    reason: 'refused',
    weight: ({ refused, lastDay }) => (refused >= 3 && refused / Math.max(1, lastDay) > 0.05 ? 2 : refused > 0 ? 1 : 0),
  },
  { reason: 'many-an-hour', weight: ({ lastHour, perHour }) => graded(lastHour / perHour) },
  { reason: 'many-a-day', weight: ({ lastDay, perDay }) => graded(lastDay / perDay) },
  { reason: 'first-contacts', weight: ({ unasked, lastDay }) => graded(unasked >= 5 ? unasked / Math.max(1, lastDay) : 0) },
  { reason: 'alike', weight: ({ alike, lastDay }) => (alike >= 30 && alike / lastDay >= 0.5 ? 1 : 0) },
  { reason: 'new-number', weight: ({ linkedAt, now }) => (linkedAt === null || now - linkedAt < NEW_NUMBER_MS ? 1 : 0) },
];

export function riskOf(behaviour: Behaviour): Risk {
  const found = SIGNS.map(({ reason, weight }) => ({ reason, weight: weight(behaviour) })).filter(({ weight }) => weight > 0);
  const heaviest = found.toSorted((a, b) => b.weight - a.weight);
  const sum = heaviest.reduce((total, { weight }) => total + weight, 0);
  if (heaviest.length === 0) return { level: 'low', reasons: ['usual'] };
  return { level: sum >= 3 || heaviest[0]?.weight === 2 ? 'high' : 'medium', reasons: heaviest.map(({ reason }) => reason) };
}

/** Unasked: longer ago than this the customer wrote last. */
export const ASKED_WITHIN_MS = 24 * HOUR_MS;
