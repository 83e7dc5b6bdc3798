/** Speaking with customers through the API: what is written arrives as the seller's, and the program is silent meanwhile. */
import { z } from 'zod';
import { LONGEST_TEXT } from '../../conversation/clean.ts';
import type { TalkAction } from '../../decisions/event.ts';
import type { ApiDeps } from './deps.ts';
import { type Asked, type Endpoint, endpoint, json } from './endpoint.ts';
import { NAMED } from './named.ts';
import { refused } from './problem.ts';
import { onceAnswer, onceOf } from './writing.ts';

const conversationInPath = z.object({
  id: z.string().min(1).max(300).describe('Of the conversation, as `conversations` of a customer and `conversation` of an order have it'),
});

const messageBody = z.strictObject({ text: z.string().trim().min(1).max(LONGEST_TEXT) }).register(NAMED, { id: 'MessageToCustomer' });

const attendBody = z
  .strictObject({ attend: z.boolean().describe('true: the program is silent here; false: it goes on') })
  .register(NAMED, { id: 'Attend' });

const talkSchema = z
  .strictObject({
    message: z.int().nullable().describe('Number of the message in its conversation; null where none was written'),
    takenOver: z
      .strictObject({ by: z.string(), until: z.iso.datetime() })
      .nullable()
      .describe('Who speaks with the customer, and until when the program is silent; null: the program speaks'),
  })
  .register(NAMED, { id: 'Talk' });

export const CONVERSATION_ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/api/conversations/{id}/messages',
    id: 'writeToCustomer',
    scope: 'conversations:write',
    summary: 'Writes to a customer in her own chat, and takes the conversation over',
    params: conversationInPath,
    query: z.strictObject({}),
    body: messageBody,
    answer: talkSchema,
    handle: (deps, asked) =>
      talked(deps, asked, (given) => ({ do: 'write-to-customer', conversationId: asked.params.id, text: asked.body.text, ...given })),
  }),
  endpoint({
    method: 'put',
    path: '/api/conversations/{id}/attention',
    id: 'attendConversation',
    scope: 'conversations:write',
    summary: 'Keeps the program silent in a conversation, or lets it go on',
    params: conversationInPath,
    query: z.strictObject({}),
    body: attendBody,
    answer: talkSchema,
    handle: (deps, asked) =>
      talked(deps, asked, (given) => ({ do: asked.body.attend ? 'take-over' : 'hand-back', conversationId: asked.params.id, ...given })),
  }),
];

type Given = Pick<TalkAction, 'by'> & { readonly once: NonNullable<TalkAction['once']> };

async function talked(
  deps: ApiDeps,
  asked: Asked<{ readonly id: string }, unknown, unknown>,
  action: (given: Given) => TalkAction,
): Promise<Response> {
  const once = onceOf(asked);
  if (once instanceof Response) return once;
  const reply = await deps.talkOnce(action({ by: `api:${asked.token.name}`, once }));
  return onceAnswer(reply, (outcome) => {
    if (!outcome.ok) return refused(outcome, null, deps.shop().currency);
    if (!('talk' in outcome)) throw new Error('a message to a customer was answered with something else');
    const { n, takenOver } = outcome.talk;
    return json({ message: n, takenOver: takenOver && { by: takenOver.by, until: new Date(takenOver.until).toISOString() } });
  });
}
