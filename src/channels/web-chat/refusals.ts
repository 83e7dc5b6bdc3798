/**
 * What the doors refuse, with which HTTP status, and in whose words. The words are in `refusals.json`, in
 * the language the client asks for.
 */
import type { Language } from '../../commerce/catalog.ts';
import words from './refusals.json' with { type: 'json' };
import { securedJson } from './security.ts';

const STATUS = {
  'bad-conversation': 400,
  'bad-json': 400,
  'bad-id': 400,
  'bad-message': 400,
  'bad-text': 400,
  'bad-choice': 400,
  'bad-location': 400,
  'bad-campaign': 400,
  'bad-language': 400,
  'bad-after': 400,
  'no-file': 400,
  'unknown-file': 400,
  'file-too-large': 413,
  'too-long': 413,
  'too-fast': 429,
  'not-now': 503,
  unreadable: 503,
  'not-found': 404,
} as const satisfies Record<keyof (typeof words)['es'], number>;

export type RefusalCode = keyof typeof STATUS;

/** @param retryAfter seconds after which the same request may succeed. */
export function refuse(code: RefusalCode, language: Language, retryAfter?: number): Response {
  return securedJson({ error: { code, message: words[language][code] } }, STATUS[code], {
    'Content-Language': language,
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
  });
}
