/** The Bot API through grammY's client. */
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { CallFailed, type DriverOptions, type TelegramDriver } from './driver.ts';

export function grammyDriver({ token, apiUrl }: DriverOptions): TelegramDriver {
  const api = new Api(token, { apiRoot: apiUrl });
  return {
    async call(method, params, { file, signal } = {}) {
      const call: unknown = Reflect.get(api.raw, method);
      if (typeof call !== 'function') throw CallFailed.refused(method, { error_code: 404, description: 'no such method' });
      const sent = file ? { ...params, [file.field]: new InputFile(file.bytes, file.name) } : params;
      // Methods without parameters have them bound already.
      const given = Object.keys(sent).length > 0 ? [sent, signal] : [undefined, signal];
      try {
        return await call(...given);
      } catch (problem) {
        if (problem instanceof GrammyError) throw CallFailed.refused(method, problem);
        throw CallFailed.unanswered(method, problem instanceof HttpError ? problem.error : problem);
      }
    },
  };
}
