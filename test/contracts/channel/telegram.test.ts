/**
 * Telegram keeps the contract of a channel, with either client library, and whichever way its updates come.
 */
import { channelContract } from './contract.ts';
import { openTelegramDriver, WAYS } from './telegram-driver.ts';

for (const way of WAYS) channelContract(`Telegram by ${way.updates}, with ${way.library}`, () => openTelegramDriver(way));
