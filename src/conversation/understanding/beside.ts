/**
 * What is said beside an order, or instead of one: where to bring it, to whom, how it is paid, what is to
 * stand on it. Found by its shape for the whole message, and answered whether or not it was asked.
 */

import { servedZones } from '../../commerce/zone.ts';
import type { Command, NewLine } from '../commands.ts';
import type { ActName } from './act-rules.ts';
import type { Act } from './acts.ts';
import { readAddress } from './addresses.ts';
import { announcedPhone, nameBeside, phoneIn, startsOf } from './contacts.ts';
import { readCoupon } from './coupons.ts';
import { readMoney, readOperation, readOrderNumber, readPayBy } from './details.ts';
import { methodMeant } from './pay-by.ts';
import type { Building, Details } from './perform.ts';
import { readDistrict } from './places.ts';
import { hasCue, type Reading } from './reading.ts';
import { readName, readPersonals } from './said-names.ts';
import type { Context, Intent, Pending } from './understanding.ts';
import { localNow, readWhen } from './when.ts';

/** Reads the details and takes their words out of the order. */
export function readDetails(reading: Reading, context: Context): Details {
  const all = reading.tokens.length;
  const coupon = readCoupon(reading, context);
  const personals = context.vocabulary.index.products.some(({ product }) => product.personal) ? readPersonals(reading) : [];
  const money = readMoney(reading);
  const operation = hasCue(reading, 0, all, 'paid', 'sent') ? readOperation(reading) : null;
  const orderNumber = readOrderNumber(reading);
  const { pending } = context;
  const isOpen = pending === null || pending.expects === 'date' || pending.slot === 'delivery.slot';
  const announced = announcedPhone(reading);
  const when = readWhen(reading, () => localNow(context.now, context.shop.timeZone), isOpen);
  const phone = announced ?? phoneIn(reading, context);
  const beside = phone && nameBeside(reading, phone);
  const name = readName(reading) ?? beside?.text ?? null;
  const address = readAddress(reading, false, startsOf(phone, beside));
  const district = readDistrict(reading, address);
  return {
    money,
    operation,
    when,
    address,
    name,
    phone: phone?.digits ?? null,
    orderNumber,
    district,
    personal: personals.at(-1) ?? null,
    personals,
    coupon,
    payBy: readPayBy(reading),
  };
}

/** Parts about something else than the order at hand: a district or a day in them is no answer. */
const ABOUT_ELSE: readonly Intent[] = [
  'ask_shipping',
  'ask_hours_location',
  'payment_claim',
  'order_status',
  'complaint',
  'return_refund',
  'reorder',
  'ask_cart',
];

/** Address, date, name and the rest said beside, or instead of, everything else. */
export function addBeside(building: Building, details: Details, acts: readonly Act[], reading: Reading, context: Context): void {
  const names = new Set(acts.map(({ name }) => name));
  const isElse = ABOUT_ELSE.some((intent) => building.intents.includes(intent));
  addPersonal(building, details, context);
  if (!isElse) addDelivery(building, details, names, reading);
  if (details.address && !names.has('change_address') && !names.has('ask_hours_location')) {
    building.intents.push('provide_address');
    building.slots = { ...building.slots, address: details.address.text };
    building.commands.push(text('delivery.address', details.address.text));
  }
  if (details.coupon) {
    building.intents.push('ask_discount');
    building.commands.push(details.coupon);
  }
  if (details.name !== null && !names.has('payment_claim')) building.commands.push(text('contact.name', details.name));
  if (details.phone !== null) building.commands.push(text('contact.phone', details.phone));
  if (details.payBy !== null && !names.has('pay-with') && !names.has('ask_payment') && !isElse) {
    const method = methodMeant(details.payBy, context.shop, context.vocabulary);
    building.commands.push({ do: 'answer', slot: 'payment.method', value: { type: 'payment', method } });
  }
  if (details.when && !isElse) {
    building.intents.push('provide_datetime');
    if (hasSlots(context)) building.commands.push({ do: 'answer', slot: 'delivery.slot', value: { type: 'when', when: details.when } });
    if (building.commands.length === 0) building.commands.push({ do: 'tell-shipping' });
  }
  const isSaid = details.phone !== null || details.name !== null || details.personal !== null || details.payBy !== null;
  if (building.intents.length === 0 && isSaid) building.intents.push('provide_option');
}

/** A day can be chosen only where the shop delivers in parts of days. */
function hasSlots({ shop }: Context): boolean {
  return servedZones(shop.delivery).some(({ slots }) => slots !== undefined);
}

function text(slot: Pending['slot'], value: string): Command {
  return { do: 'answer', slot, value: { type: 'text', text: value } };
}

/** "envío a Surco", "Lince": brought home, and where to. */
function addDelivery(building: Building, details: Details, names: ReadonlySet<ActName>, reading: Reading): void {
  const { district, address } = details;
  const wantsHome = names.has('deliver-home') || hasCue(reading, 0, reading.tokens.length, 'deliver-home');
  const isMeant = district !== null && !names.has('pickup') && (district.isAlone || district.isWhereTo || wantsHome || address !== null);
  const isHome = isMeant || (names.has('order') && wantsHome && !names.has('pickup'));
  if (isHome && !names.has('deliver-home')) {
    building.commands.push({ do: 'answer', slot: 'delivery.kind', value: { type: 'delivery', kind: 'home' } });
    if (building.intents.length === 0) building.intents.push('provide_address');
  }
  if (isMeant) {
    building.commands.push(text('delivery.district', district.name));
    building.slots = { ...building.slots, zone: district.name };
  }
}

/** What is to stand on a product: on the one that was just ordered, else on the one talked about. */
function addPersonal(building: Building, { personal, personals }: Details, context: Context): void {
  if (personal === null) return;
  const takesText = (productId: string | undefined): boolean =>
    productId !== undefined && context.vocabulary.index.byId.get(productId)?.product.personal !== undefined;
  const added = building.commands.flatMap((command, at) =>
    command.do === 'add' && takesText(command.line.productId) ? [{ at, command }] : [],
  );
  // The last texts are those of the last things.
  for (const [back, { at, command }] of added.toReversed().entries()) {
    const text = personals.at(-1 - back);
    if (text !== undefined) building.commands[at] = { do: 'add', line: { ...command.line, personal: text } };
  }
  if (added.length > 0) return;
  const table = context.pending?.slot === 'items' ? context.pending.productId : undefined;
  if (table !== undefined && takesText(table)) {
    const line: NewLine = { productId: table, options: {}, qty: null, personal };
    building.commands.push({ do: 'add', line });
    building.intents.push('order_add');
    return;
  }
  const lines = context.cart.lines.filter((line) => takesText(line.productId));
  const line = lines.find(({ id }) => id === context.focus) ?? lines.at(-1);
  if (line) building.commands.push({ do: 'set', line: { lineId: line.id }, personal });
  else building.commands.push(text('contact.name', personal));
}
