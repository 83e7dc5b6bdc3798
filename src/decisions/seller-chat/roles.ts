/**
 * What each role may ask for, and which commands of the desk its cards offer, in the order in which they stand
 * there. Everything else of the desk is for the pages, where there is room to fill it in.
 */
import type { Order } from '../../commerce/order.ts';
import type { Role, StaffCommand } from '../../conversation/staff-command.ts';
import type { CommandName } from '../seller-orders/arguments.ts';

interface Offered {
  readonly command: CommandName;
  readonly roles: readonly Role[];
  /** She is asked once more: it cannot be taken back. */
  readonly sure?: true;
}

const SELLING: readonly Role[] = ['owner', 'seller'];
const EVERYBODY: readonly Role[] = ['owner', 'seller', 'courier'];

export const OFFERED: readonly Offered[] = [
  { command: 'acceptReceipt', roles: SELLING },
  { command: 'rejectReceipt', roles: SELLING },
  { command: 'approve', roles: SELLING },
  { command: 'reject', roles: SELLING, sure: true },
  { command: 'startPreparing', roles: SELLING },
  { command: 'markReady', roles: SELLING },
  { command: 'dispatch', roles: EVERYBODY },
  { command: 'handOver', roles: SELLING },
  { command: 'markDelivered', roles: EVERYBODY },
  { command: 'deliveryFailed', roles: EVERYBODY },
  { command: 'registerPayment', roles: SELLING },
  { command: 'askForPayment', roles: SELLING },
  { command: 'approveReturn', roles: SELLING },
  { command: 'rejectReturn', roles: SELLING, sure: true },
  { command: 'cancel', roles: SELLING },
];

export function mayGive(role: Role, command: CommandName): boolean {
  return OFFERED.some((one) => one.command === command && one.roles.includes(role));
}

export function needsYes(command: CommandName): boolean {
  return OFFERED.some((one) => one.command === command && one.sure === true);
}

/** Where an order is while it is a courier's: from when it can be taken until it was handed over. */
const ON_THE_WAY: ReadonlySet<Order['status']> = new Set(['ready', 'out_for_delivery', 'delivered']);

export function maySee(role: Role, { delivery, status }: Pick<Order, 'delivery' | 'status'>): boolean {
  return role !== 'courier' || (delivery.kind === 'home' && ON_THE_WAY.has(status));
}

const ASKS: Readonly<Record<StaffCommand['ask'], readonly Role[]>> = {
  orders: EVERYBODY,
  'to-deliver': EVERYBODY,
  whose: EVERYBODY,
  elsewhere: SELLING,
  'to-collect': SELLING,
  'to-prepare': SELLING,
  'to-send': SELLING,
  late: SELLING,
  yesterday: SELLING,
  week: SELLING,
  order: EVERYBODY,
  act: EVERYBODY,
  write: EVERYBODY,
  'hand-back': EVERYBODY,
  help: EVERYBODY,
  thanks: EVERYBODY,
  leave: EVERYBODY,
  shop: EVERYBODY,
  work: EVERYBODY,
  speak: EVERYBODY,
  seen: EVERYBODY,
  stock: SELLING,
  count: SELLING,
  today: SELLING,
  summary: SELLING,
  export: SELLING,
  'none-left': SELLING,
  'try-again': SELLING,
  pause: ['owner'],
  'pause-until-open': ['owner'],
  resume: ['owner'],
  team: ['owner'],
  invite: ['owner'],
  unlink: ['owner'],
};

export function mayAsk(role: Role, ask: StaffCommand['ask']): boolean {
  return ASKS[ask].includes(role);
}
