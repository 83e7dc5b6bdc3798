/** A message as the web chat hands it over, for whoever goes past HTTP. */
import type { InboundMessage } from '../src/conversation/message.ts';

export function inbound(chat: string, index: number, text: string): InboundMessage {
  return {
    channel: 'web',
    account: 'main',
    messageId: `${chat}:m-${index}`,
    chat,
    sender: {},
    at: Date.now(),
    body: { kind: 'text', text },
    languageHint: 'es',
  };
}
