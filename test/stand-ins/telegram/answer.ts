/** What the Bot API answers: a result, or a refusal in its own words. */

export type Answer =
  | { readonly ok: true; readonly result: unknown }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
    };

export type Refusal = Extract<Answer, { readonly ok: false }>;

export function done(result: unknown): Answer {
  return { ok: true, result };
}

export function badRequest(words: string, parameters?: Refusal['parameters']): Refusal {
  return { ok: false, error_code: 400, description: `Bad Request: ${words}`, ...(parameters && { parameters }) };
}

export function forbidden(words: string): Refusal {
  return { ok: false, error_code: 403, description: `Forbidden: ${words}` };
}

export const UNAUTHORIZED: Refusal = { ok: false, error_code: 401, description: 'Unauthorized' };
export const NOT_FOUND: Refusal = { ok: false, error_code: 404, description: 'Not Found' };
export const WEBHOOK_IS_SET: Refusal = {
  ok: false,
  error_code: 409,
  description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
};
export const OTHER_POLLER: Refusal = {
  ok: false,
  error_code: 409,
  description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
};
