/** What every message of Telegram has, whatever it holds: who wrote it, where, when, and to which one it answers. */
import { z } from 'zod';

export const person = z.object({
  id: z.number(),
  is_bot: z.boolean(),
  first_name: z.string().catch(''),
  last_name: z.string().optional().catch(undefined),
  language_code: z.string().optional().catch(undefined),
});
export const chat = z.object({ id: z.number(), type: z.string() });

export const messageEnvelope = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional().catch(undefined),
  chat,
  from: person.optional(),
  sender_chat: z.unknown().optional(),
  via_bot: z.unknown().optional(),
  forward_origin: z.unknown().optional(),
  reply_to_message: z.object({ message_id: z.number() }).optional().catch(undefined),
});
export type MessageEnvelope = z.infer<typeof messageEnvelope>;
