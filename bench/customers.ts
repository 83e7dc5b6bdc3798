/**
 * Simulated customers: each buys, sale after sale, as a new customer each time. `next` gives the message
 * that is to be written now, and to whom.
 */
import { asWritten, type Sale } from './sales.ts';

export interface Written {
  readonly chat: string;
  /** Place of the message within its conversation, from 0. */
  readonly index: number;
  readonly text: string;
  /** After it a new customer comes. */
  readonly last: boolean;
}

export interface Customer {
  next(): Written;
}

/** @param name makes the conversations of this customer unlike those of all others: of `[a-z0-9-]`, at most 40 characters */
export function newCustomer(name: string, sales: readonly Sale[], first: number): Customer {
  let round = first;
  let index = 0;
  return {
    next() {
      const says = sales[round % sales.length]?.says ?? [];
      const chat = chatOf(name, round);
      const written = { chat, index, text: asWritten(says[index] ?? '', chat), last: index === says.length - 1 };
      if (written.last) round += 1;
      index = written.last ? 0 : index + 1;
      return written;
    },
  };
}

/** The web chat takes ids of at least 16 characters. */
function chatOf(name: string, round: number): string {
  return `${name}-${round}`.padEnd(16, '_');
}
