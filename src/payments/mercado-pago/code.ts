/**
 * A Pix code: a payment that exists before it is paid, with a text to copy into a bank's app. Its reference
 * is that of the attempt, so news of it come and are merged like those of any other payment.
 */
import { Payment } from 'mercadopago';
import { z } from 'zod';
import type { DirectInput, DirectPayment } from '../port.ts';
import { toWire } from './amount.ts';
import type { Client } from './client.ts';
import { isoWithOffset, webhooksOnly } from './link.ts';

/**
 * Mercado Pago wants an e-mail of whoever pays, and a buyer in a chat is not asked for one: the order stands in
 * for her, in the domain that is reserved for examples (RFC 2606).
 */
const payerOf = (reference: string) => ({ email: `pedido-${reference.split('.')[0]}@example.com` });

const CodeAnswer = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  point_of_interaction: z.object({
    transaction_data: z.object({ qr_code: z.string().min(1), ticket_url: z.url({ protocol: /^https?$/ }).nullish() }),
  }),
});

export async function createCode(client: Client, input: DirectInput): Promise<DirectPayment> {
  const { reference, key, title, total, currency, expiresAt, notificationUrl } = input;
  const answer = await client.call({
    what: `create the code of ${reference}`,
    write: true,
    key,
    answer: CodeAnswer,
    run: (config) =>
      new Payment(config).create({
        body: {
          transaction_amount: toWire(total, currency),
          description: title,
          payment_method_id: 'pix',
          external_reference: reference,
          date_of_expiration: isoWithOffset(expiresAt),
          payer: payerOf(reference),
          ...(notificationUrl === null ? {} : { notification_url: webhooksOnly(notificationUrl) }),
        },
      }),
  });
  const { qr_code, ticket_url } = answer.point_of_interaction.transaction_data;
  return { paymentId: answer.id, code: qr_code, url: ticket_url ?? null };
}

export async function cancelCode(client: Client, paymentId: string): Promise<void> {
  await client.call({
    what: `close the code ${paymentId}`,
    write: true,
    answer: z.object({ status: z.string() }),
    run: (config) => new Payment(config).cancel({ id: paymentId }),
  });
}
