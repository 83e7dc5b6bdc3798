/** What the processes of this bench are asked and what they answer. */
import { z } from 'zod';
import { BOT_NAMES } from './bots.ts';

export const place = z.object({
  bot: z.enum(BOT_NAMES),
  directory: z.string(),
  api: z.string(),
  home: z.string(),
  sinceTheFirst: z.boolean(),
});
export type PlaceOfBot = z.infer<typeof place>;
export const opened = z.object({ url: z.string().nullable() });

/** `first`: chats from this number on are new customers. */
export const rush = z.object({ first: z.number(), conversations: z.number(), ms: z.number() });
export const crowd = z.object({ first: z.number(), customers: z.number(), atOnce: z.number(), limitMs: z.number() });
export const sold = z.object({ perSecond: z.number(), turns: z.number(), misunderstood: z.number(), finished: z.number() });

export const single = z.object({ first: z.number(), orders: z.number(), limitMs: z.number() });
export const costs = z.object({ ms: z.array(z.number()), processorMs: z.number(), longestPauseMs: z.number() });

/** Null where it cannot read its own orders any more. */
export const orderCount = z.number().nullable();
