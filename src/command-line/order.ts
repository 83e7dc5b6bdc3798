/**
 * `npm run -s order -- 1001` shows an order and what can be done with it; `npm run -s order -- 1001 dispatch
 * --tracking X` does it, in the open shop or in a closed one.
 */
import { commandNamed, formOf, spelled } from '../seller/desk/order-commands.ts';
import { type Asked, atDesk, type DeskDeps } from '../seller/desk/order-desk.ts';
import { deskTexts } from '../seller/desk/texts.ts';
import type { FolderStore } from '../store/json/open.ts';
import { actAlone, type Here, withHere } from './data-command.ts';
import { withDesk } from './desk-here.ts';
import { tell, terminalLanguage } from './terminal.ts';

/** Answers the exit code: 1 where it was refused, 2 where it was not understood. */
export async function runOrder(home: string, argv: readonly string[]): Promise<number> {
  const asked = askedIn(argv);
  if (!asked) {
    tell(deskTexts(terminalLanguage(process.env)).use);
    return 2;
  }
  return withHere(home, async (here) => {
    const told = await withDesk(here, '/seller/desk/order', asked, (store) =>
      atDesk(deskOfClosedShop(here, store), asked, here.language, 'terminal'),
    );
    tell(...told.lines);
    return told.ok ? 0 : 1;
  });
}

/** `1001 dispatch --tracking X --override`; null where it is none of this. */
export function askedIn([number, command, ...options]: readonly string[]): Asked | null {
  if (number === undefined || !/^#?[0-9]{1,15}$/.test(number) || command?.startsWith('-')) return null;
  const written = writtenIn(command, options);
  return written && { number: Number(number.replace('#', '')), command: command ?? null, written };
}

/** What follows an option is its text, unless it is a flag; `--name=text` too. */
function writtenIn(command: string | undefined, options: readonly string[]): Readonly<Record<string, string>> | null {
  const name = command === undefined ? null : commandNamed(command);
  const fields = name ? formOf(name).fields : [];
  const written: Record<string, string> = {};
  for (let at = 0; at < options.length; at += 1) {
    const [, option, joined] = /^--([a-z][a-zA-Z0-9-]*)(?:=(.*))?$/s.exec(options[at] ?? '') ?? [];
    if (option === undefined) return null;
    const field = fields.find((known) => known.name === option || spelled(known.name) === option);
    if (joined !== undefined) written[field?.name ?? option] = joined;
    else if (field?.kind === 'flag') written[field.name] = 'yes';
    else {
      at += 1;
      const before = field?.many ? written[field.name] : undefined;
      written[field?.name ?? option] = before === undefined ? (options[at] ?? '') : `${before}, ${options[at] ?? ''}`;
    }
  }
  return written;
}

function deskOfClosedShop({ home, language }: Here, store: FolderStore): DeskDeps {
  return {
    order: async (number) => {
      const id = String(number);
      return (await store.open([{ collection: 'orders', id }])).get('orders', id);
    },
    level: (variantId) => store.openHot().get('stock', variantId),
    command: async (orderId, order, by) => {
      const reply = await actAlone(home, language, store, { do: 'order', orderId, order, by });
      if (!reply || (reply.ok && !('order' in reply))) throw new Error(`what was asked for order ${orderId} could not be done`);
      return reply;
    },
  };
}
