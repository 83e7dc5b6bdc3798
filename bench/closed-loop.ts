/**
 * So many conversations at once, each writing its next message as soon as the last one was kept: what
 * the server can take. `write` is one turn, over HTTP or in process.
 */
import { type Customer, newCustomer, type Written } from './customers.ts';
import { SALES_IN_CASH } from './sales.ts';

export interface LoopPlan {
  /** Unlike that of any other loop on the same shop. */
  readonly name: string;
  readonly conversations: number;
  /** ms before counting begins. */
  readonly warmUpMs: number;
  readonly ms: number;
}

export interface LoopResult {
  /** Turns a second, kept while it counted. */
  readonly perSecond: number;
  /** All turns that were kept, those of the warm-up included. */
  readonly kept: number;
}

export async function runClosedLoop(
  plan: LoopPlan,
  writerOf: (index: number) => Promise<(written: Written) => Promise<void>>,
): Promise<LoopResult> {
  const writers = await Promise.all(Array.from({ length: plan.conversations }, (_, index) => writerOf(index)));
  const from = performance.now() + plan.warmUpMs;
  const to = from + plan.ms;
  let kept = 0;
  let counted = 0;
  const converse = async (customer: Customer, write: (written: Written) => Promise<void>) => {
    for (;;) {
      await write(customer.next());
      const now = performance.now();
      kept += 1;
      if (now >= from && now < to) counted += 1;
      if (now >= to) return;
    }
  };
  await Promise.all(writers.map((write, index) => converse(newCustomer(`${plan.name}-${index}`, SALES_IN_CASH, index), write)));
  return { perSecond: (counted * 1000) / plan.ms, kept };
}
