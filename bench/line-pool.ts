/**
 * Lines for messages that come at their own times: each takes one that is free, or a new one. A burst opens
 * many and leaves them silent, and a server hangs up on silent lines: those are not written to again.
 */
import { type Address, type Line, openLine } from './wire.ts';

export interface LinePool {
  /** Resolves with the status of the answer. */
  post(path: string, body: string): Promise<number>;
  close(): void;
}

export function linePool(address: Address): LinePool {
  const free: Line[] = [];
  const take = async (): Promise<Line> => {
    for (let line = free.pop(); line; line = free.pop()) {
      if (line.fresh) return line;
      line.hangUp();
    }
    return openLine(address);
  };
  return {
    async post(path, body) {
      const line = await take();
      const status = await line.post(path, body);
      free.push(line);
      return status;
    },
    close() {
      for (const line of free) line.hangUp();
    },
  };
}
