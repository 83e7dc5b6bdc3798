/** The seller in her own chat on WhatsApp, by the Cloud API: the same cards as lists to choose from, the file as a document. */
import { expect, test } from 'vitest';
import { codeFor } from './helping.ts';
import { orderOf } from './paying-shop.ts';
import { CloudShop } from './whatsapp-cloud-shop.ts';

test('linked by her code; an order is sent and delivered from its card; the list arrives', async () => {
  const at = await CloudShop.open();
  const rosa = at.customer({ name: 'Rosa', phone: '51911111111' });
  await rosa.say(await codeFor(at.shop, 'Rosa', 'owner'));
  expect(rosa.lastText).toContain('este chat ya es del equipo');
  const ana = at.shop.customer('ana');
  await ana.sayAll('quiero 1 gorra negra', 'cerrar pedido', 'envío', 'Surco', 'Av. Caminos del Inca 1234');
  await ana.sayAll('Bea Rojas', '987654322', 'efectivo', 'sí', 'justo');
  await rosa.hear();
  expect(rosa.lastText).toContain('Pedido nuevo');
  await at.shop.wait(10_000);
  await rosa.tap('Enviar');
  expect(rosa.lastText).toContain('Ahora está En camino');
  await rosa.tap('Entregado, cobré');
  expect(await orderOf(at.shop)).toMatchObject({ status: 'delivered', paymentStatus: 'paid' });
  await rosa.say('exportar');
  await rosa.hear();
  expect(at.graph.taken.at(-1)).toMatchObject({ type: 'document' });
  await at.close();
});
