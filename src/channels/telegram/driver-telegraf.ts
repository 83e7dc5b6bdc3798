/** The Bot API through Telegraf's client. */
import { Telegram, TelegramError } from 'telegraf';
import { CallFailed, type DriverOptions, type Params, type TelegramDriver } from './driver.ts';

export function telegrafDriver({ token, apiUrl }: DriverOptions): TelegramDriver {
  const telegram = new Telegram(token, { apiRoot: apiUrl, webhookReply: false });
  return {
    async call(method, params, { file, signal } = {}) {
      const sent = file ? { ...asText(params), [file.field]: { source: Buffer.from(file.bytes), filename: file.name } } : params;
      try {
        return await Reflect.apply(telegram.callApi, telegram, [method, sent, { signal }]);
      } catch (problem) {
        if (problem instanceof TelegramError) throw CallFailed.refused(method, problem.response);
        throw CallFailed.unanswered(method, problem);
      }
    },
  };
}

/** Beside a file Telegraf sends only text and numbers, and drops most of the rest without a word. */
function asText(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value]),
  );
}
