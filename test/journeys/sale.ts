/**
 * A whole sale as data, step by step, so that a story can stop anywhere in it: what the customer writes
 * and taps from the first greeting to the last confirmation.
 */
import type { Customer, Shown } from './shop.ts';

export type Step = { readonly say: string } | { readonly tap: string };

/** Everything before the confirmation; the last answer shows the total. */
export const DELIVERED_AND_PAID_BY_LINK: readonly Step[] = [
  { say: 'hola' },
  { say: 'quiero 2 polos rojos talla M' },
  { say: 'también una gorra' },
  { tap: 'Negro' },
  { tap: 'Cerrar pedido' },
  { tap: 'Envío a domicilio' },
  { say: 'Surco' },
  { say: 'Av. Caminos del Inca 1234, dpto. 301, frente al parque' },
  { say: 'Ana Quispe' },
  { say: '987 654 321' },
  { tap: 'Link de Mercado Pago' },
];

/** The same for the shortest sale there is. */
export const PICKED_UP_AND_PAID_IN_CASH: readonly Step[] = [
  { say: 'quiero 1 gorra negra' },
  { tap: 'Cerrar pedido' },
  { tap: 'Recojo en tienda' },
  { say: 'Ana Quispe' },
  { say: '987 654 321' },
  { tap: 'Efectivo' },
];

export const CONFIRM: Step = { tap: 'Confirmar' };

/** Answers what the shop said to it. */
export function take(customer: Customer, step: Step): Promise<readonly Shown[]> {
  return 'say' in step ? customer.say(step.say) : customer.tap(step.tap);
}

export async function takeAll(customer: Customer, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await take(customer, step);
}
