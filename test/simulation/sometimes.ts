/**
 * What must have happened at least once in a run of many seeds: a simulation that never gets there proves
 * nothing about it.
 */
const SOMETIMES = [
  // channel
  'a message was lost on its way and sent again',
  'a message came twice',
  'a message came again before its first coming was safe',
  'an acknowledgement was lost',
  'messages overtook each other',
  'a message met a shop that was down',
  'a message was too old to be answered',
  'an answer came with an excuse for being late',
  'a sending failed',
  'a sending broke',
  'an answer to a sending was lost',
  'a channel asked to wait',
  'a channel refused a message for good',
  'a message of the shop came twice',
  'a message was delivered by a process that was gone by then',
  // payments
  'news of a payment were lost',
  'a payment whose news were lost was found',
  'news came twice',
  'news came while a look at the same payment was under way',
  'news came before the link was written down',
  'a call to the provider failed',
  'an answer of the provider was lost',
  'a link could not be made',
  'a payment was rejected and then another one approved',
  'a payment waited and was approved later',
  'a payment came around the moment of expiry',
  'a payment came for an order that was gone',
  'an order was paid twice',
  'a payment was short',
  'a payment was more than was asked',
  'a payment came in another currency',
  'a payment came with a reference that is not ours',
  'a payment was refunded or disputed later',
  // orders
  'an order was paid and confirmed',
  'an order to be paid in cash was placed',
  'an order expired',
  'an order was cancelled',
  'an order was confirmed from two devices',
  'an order was changed after it was placed',
  'an order was sent',
  'an order came back from its way',
  'an order was delivered',
  'an order was returned',
  'an order that had expired was brought back',
  'money was given back',
  'an order was placed with a code',
  'a variant was sold out',
  'a total changed between the summary and the yes',
  // the machine
  'the process was killed',
  'the power went',
  'the process ended between two steps of the disk',
  'the process ended while it recovered',
  'the shop was restarted in good order',
  'the shop was away for long',
  'the disk was full',
  'a sync failed',
  'commits were taken back by an accident',
  'messages were waiting when the shop came back',
  'jobs were waiting when the shop came back',
  'journal files were folded',
  'the clock was set forward',
  'the clock was set back',
  'a conversation came to rest',
  'a conversation at rest was woken',
  'old marks were forgotten',
  'old messages went to a transcript',
  // customers and seller
  'a burst was answered in one turn',
  'a customer wrote faster than anybody can',
  'an old menu was tapped',
  'a menu of another conversation was tapped',
  'an event that killed the process twice was set aside',
  'what was set aside was tried again',
  'the seller changed a price',
  'the seller counted anew',
  'a person of the shop spoke with a customer',
  'the program spoke again after a person',
  'what was not sent was taken back for a person',
  'a helper did something with an order',
  'a helper was taken away',
] as const;

export type Sometime = (typeof SOMETIMES)[number];

export class Sometimes {
  readonly #counts = new Map<Sometime, number>(SOMETIMES.map((sentence) => [sentence, 0]));

  note(sentence: Sometime): void {
    this.#counts.set(sentence, (this.#counts.get(sentence) ?? 0) + 1);
  }

  addAll(others: Sometimes): void {
    for (const [sentence, count] of others.#counts) this.#counts.set(sentence, (this.#counts.get(sentence) ?? 0) + count);
  }

  get never(): readonly Sometime[] {
    return SOMETIMES.filter((sentence) => this.#counts.get(sentence) === 0);
  }

  get table(): string {
    return [...this.#counts].map(([sentence, count]) => `${String(count).padStart(8)}  ${sentence}`).join('\n');
  }
}
