/** What the parts are asked and what they answer: the shapes that cross from process to process. */
import { z } from 'zod';

export const loopPlan = z.object({ name: z.string(), conversations: z.number(), warmUpMs: z.number(), ms: z.number() });
export const loopResult = z.object({ perSecond: z.number(), kept: z.number() });

export const streamPlan = z.object({
  name: z.string(),
  perSecond: z.number(),
  warmUpMs: z.number(),
  ms: z.number(),
  replies: z.boolean(),
});
export const streamResult = z.object({ kept: z.array(z.number()), replied: z.array(z.number()), sent: z.number() });

export const at = z.object({ url: z.string() });
export const folder = z.object({ directory: z.string() });
export const coreTimes = z.object({ turns: z.number(), median: z.number(), p90: z.number() });
export const words = z.array(z.string());
export const amount = z.number();
export const times = z.record(z.string(), z.number());
export const nap = z.object({ data: z.string(), ms: z.number(), orders: z.number(), segmentBytes: z.number() });
export const pauses = z.object({ longest: z.number(), p99: z.number(), own: z.number(), opening: z.number() });
export const backupPlan = z.object({ data: z.string(), orders: z.number(), to: z.string() });
export const backupPauses = z.object({ ms: z.number(), longest: z.number(), own: z.number() });
export const tutorialFolder = z.object({ data: z.string() });
export const tutorialPlan = z.object({ orders: z.number(), round: z.number(), ms: z.number() });
export const tutorialPauses = z.object({ processor: z.number(), longest: z.number(), own: z.number() });
