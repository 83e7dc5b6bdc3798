/**
 * Telegram keeps the contract of a channel, with either client library, and whichever way its updates come.
 */
import { channelContract } from './contract.ts';
import { openTelegramDriver, traitsOf, WAYS } from './telegram-driver.ts';

for (const way of WAYS) channelContract(traitsOf(way), (folders) => openTelegramDriver(way, folders));
