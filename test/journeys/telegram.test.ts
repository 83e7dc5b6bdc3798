/**
 * The purchase over Telegram, with the real client libraries, both ways in which updates come.
 */
import { expect, test } from 'vitest';
import { PURCHASES } from './purchase.ts';
import { TelegramShop, type TelegramWay } from './telegram-shop.ts';

const WAYS: readonly TelegramWay[] = [
  { library: 'grammy', updates: 'polling' },
  { library: 'grammy', updates: 'webhook' },
  { library: 'telegraf', updates: 'polling' },
  { library: 'telegraf', updates: 'webhook' },
];

const TOLD = WAYS.flatMap((way) => PURCHASES.map((purchase) => ({ ...way, ...purchase })));

test.concurrent.each(TOLD)('$library by $updates $name', async ({ library, updates, who, language, tell }) => {
  const at = await TelegramShop.open({ library, updates });
  await tell(at.shop, at.customer(who.name, language));
  expect(at.telegram.mistakes).toEqual([]);
  await at.close();
});
