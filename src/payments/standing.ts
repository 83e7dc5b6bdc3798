/**
 * How the shop stands with its provider: learnt from every call that is made anyway, and from a check at
 * the start. A token that is wrong or has expired is not a failure of one order: it is said once, in plain
 * words, and what goes through the provider is not offered until it works again.
 */
import type { Log } from '../log.ts';
import { type Account, PaymentProblem, type Payments } from './port.ts';

export type Standing =
  /** Not asked yet, or it did not answer: nobody knows better. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'good' }
  /** A user made for tests. */
  | { readonly kind: 'test-user' }
  /** The token is wrong, has expired or was taken back. */
  | { readonly kind: 'refused' }
  /** The account takes the money of another country. */
  | { readonly kind: 'other-currency'; readonly currency: string };

export interface Stood {
  /** The provider, listened to. */
  readonly payments: Payments;
  readonly standing: () => Standing;
  /** Asks the provider whose account it is; answers how things stand then, also where it could not be asked. */
  readonly check: () => Promise<Standing>;
}

/** `currency`: what the shop sells in. */
export function standingWith(payments: Payments, currency: () => string, log: Pick<Log, 'warn'>): Stood {
  let standing: Standing = { kind: 'unknown' };

  async function listened<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      if (standing.kind === 'refused') standing = { kind: 'unknown' };
      return answer;
    } catch (problem) {
      if (problem instanceof PaymentProblem && problem.kind === 'bad-credentials') standing = { kind: 'refused' };
      throw problem;
    }
  }

  function judged(account: Account): Standing {
    if (account.currency !== currency()) return { kind: 'other-currency', currency: account.currency };
    return account.test && payments.live ? { kind: 'test-user' } : { kind: 'good' };
  }

  return {
    standing: () => standing,
    async check() {
      try {
        standing = judged(await listened(payments.check()));
      } catch (problem) {
        log.warn('the payment provider could not be asked whose account it is', { error: problem });
      }
      return standing;
    },
    payments: {
      ...payments,
      createLink: (input) => listened(payments.createLink(input)),
      createDirect: (input) => listened(payments.createDirect(input)),
      closeLink: (ref) => listened(payments.closeLink(ref)),
      closeDirect: (id) => listened(payments.closeDirect(id)),
      fetchPayment: (id) => listened(payments.fetchPayment(id)),
      findByReference: (reference) => listened(payments.findByReference(reference)),
      changedBetween: (from, to, offset) => listened(payments.changedBetween(from, to, offset)),
      refund: (paymentId, amount, key) => listened(payments.refund(paymentId, amount, key)),
    },
  };
}
