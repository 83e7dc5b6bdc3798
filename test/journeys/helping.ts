/** Somebody who helps in the shop, in a chat of her own: linked by a code, as she would be. */
import { expect } from 'vitest';
import type { Role } from '../../src/conversation/staff-command.ts';
import { openPayingShop, TRANSFER } from './paying-shop.ts';
import type { Customer, TestShop } from './shop.ts';

/** A code as the page or the terminal gives it. */
export async function codeFor(shop: TestShop, name: string, role: Role): Promise<string> {
  const received = await shop.app.runtime.act({ do: 'invite-helper', name, role, language: null, by: 'terminal' });
  const reply = received.kept ? received.reply : undefined;
  if (!reply?.ok || !('staff' in reply) || reply.invited === undefined) throw new Error(`there is no code for ${name}`);
  return reply.invited;
}

/** Her chat, linked. */
export async function helperOf(shop: TestShop, name: string, role: Role = 'owner', language = 'es'): Promise<Customer> {
  const helper = shop.customer(`chat-of-${name.toLowerCase()}`, language);
  await helper.say(await codeFor(shop, name, role));
  expect(helper.lastText).toContain(name);
  return helper;
}

/** A shop that takes transfers and cash, Rosa who owns it in her own chat, and a customer. */
export async function openHelpedShop() {
  const { shop, close } = await openPayingShop(TRANSFER);
  return { shop, close, rosa: await helperOf(shop, 'Rosa'), ana: shop.customer('ana') };
}

/** A cap brought home, paid in cash at the door. */
export async function capBroughtHome(customer: Customer): Promise<void> {
  const where = ['quiero 1 gorra negra', 'cerrar pedido', 'envío', 'Surco', 'Av. Caminos del Inca 1234'];
  await customer.sayAll(...where, 'Bea Rojas', '987654322', 'efectivo', 'sí', 'justo');
}

/** Moments later: what came is no longer news, and a number means it. */
export async function later(shop: TestShop): Promise<void> {
  await shop.wait(10_000);
}
