/** What comes along when a secret is pasted is taken away. */
import { expect, test } from 'vitest';
import { pastedSecret } from './pasted.ts';

const TOKEN = 'APP_USR-1234-abcd';

test.each([
  ['blanks around', `  ${TOKEN}\t`],
  ['quotes of a manual', `“${TOKEN}”`],
  ['quotes of a file, with its name', `MERCADOPAGO_ACCESS_TOKEN="${TOKEN}"`],
  ['a line for a shell', `export MERCADOPAGO_ACCESS_TOKEN='${TOKEN}'`],
  ['a blank in the middle, from a page that was narrow', 'APP_USR-1234 -abcd'],
  ['signs that nobody sees', `\u200b${TOKEN}\u00a0\ufeff`],
  ['a header', `Authorization: Bearer ${TOKEN}`],
  ['nothing', TOKEN],
])('%s', (_what, given) => {
  expect(pastedSecret(given)).toBe(TOKEN);
});

test('a token is found in the message that it came in', () => {
  const token = '1234567890:AAExampleExampleExampleExample_12345';
  expect(pastedSecret(`Use this token to access the HTTP API: ${token} Keep it secure`, /\d{6,}:[\w-]{30,}/)).toBe(token);
  expect(pastedSecret('hola', /\d{6,}:[\w-]{30,}/)).toBe('hola');
});
