/**
 * The seller's own telephone: it links the shop's browser to her account, ends that, and she can write from it herself.
 */
import type { Network, NetworkMessage } from './network.ts';

export class SellersPhone {
  readonly #network: Network;

  constructor(network: Network) {
    this.#network = network;
  }

  /** @throws when the code is none, or is old. */
  scans(qr: string): void {
    const ref = qr.split(',')[0];
    const device = this.#network.unlinked.find((one) => one.ref === ref);
    if (!device) throw new Error(`the telephone does not take this code: ${qr}`);
    this.#network.link(device);
  }

  /** @throws when nobody was given this code. */
  enters(code: string): void {
    const device = this.#network.unlinked.find((one) => one.code === code.replaceAll('-', ''));
    if (!device) throw new Error(`the telephone does not take this code: ${code}`);
    this.#network.link(device);
  }

  /** She ends every linked device. */
  logsOut(): void {
    for (const device of this.#network.linked) this.#network.unlink(device);
  }

  /** She writes to a customer herself. */
  writes(chat: string, text: string): NetworkMessage {
    const message: NetworkMessage = {
      id: this.#network.newMessageId(),
      chat,
      fromMe: true,
      type: 'chat',
      body: text,
      t: Math.floor(this.#network.now() / 1000),
      ack: 1,
    };
    this.#network.happen({ what: 'message', message });
    return message;
  }

  /** She opens the chat: it is read everywhere. */
  opens(chat: string): void {
    this.#network.happen({ what: 'read', chat });
  }

  /** The qr codes of this browser are used up. */
  waitsTooLong(): void {
    this.#network.tellPages({ what: 'state', state: 'UNPAIRED_IDLE' });
  }
}
