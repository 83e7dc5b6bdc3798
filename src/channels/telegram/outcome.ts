/** What a failed call means for the message that it carried: wait, try again, or never. */
import type { Sent } from '../port.ts';
import type { CallFailed } from './driver.ts';

type Failure = Extract<Sent, { readonly sent: false }>;
/** But for the parts that left before. */
export type Outcome = Omit<Failure, 'refs'>;

/** Refusals for good, by what Telegram says (bot-api Client.cpp). */
const FOR_GOOD: readonly { readonly status: number; readonly says: RegExp; readonly because: NonNullable<Failure['because']> }[] = [
  { status: 403, says: /./, because: 'blocked' },
  { status: 400, says: /chat not found|user not found|PEER_ID_INVALID|upgraded to a supergroup/i, because: 'no-such-chat' },
];

/** While the token is refused nothing leaves, and everything does once it is right again. */
const TOKEN_REFUSED = [401, 404];

export function outcomeOf(failed: CallFailed): Outcome {
  const { status, description, retryAfterS, uncertain, message: reason } = failed;
  const again = { sent: false, retryAfterMs: null, final: false, uncertain, reason } as const;
  if (status === 0 || status >= 500 || TOKEN_REFUSED.includes(status)) return again;
  if (status === 429) return { ...again, retryAfterMs: (retryAfterS ?? 1) * 1000 };
  const known = FOR_GOOD.find((refusal) => refusal.status === status && refusal.says.test(description));
  return { ...again, final: true, ...(known && { because: known.because }) };
}

export function refusesToken({ status }: CallFailed): boolean {
  return TOKEN_REFUSED.includes(status);
}

/** An edit that changes nothing is done already (bot-api Client.cpp). */
export function isDoneAlready({ status, description }: CallFailed): boolean {
  return status === 400 && /message is not modified/i.test(description);
}
