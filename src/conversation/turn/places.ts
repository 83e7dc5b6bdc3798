/**
 * Where it is brought: a district, a postal code or a point on the map, whichever the shop's zones are drawn
 * by; then the address in it. A place in no zone takes the zone away that was there before.
 */

import type { CartDelivery } from '../../commerce/cart.ts';
import { setDelivery } from '../../commerce/cart-changes.ts';
import { placeName, quoteDelivery, zoneOfDelivery } from '../../commerce/delivery.ts';
import { type Point, pointIn } from '../../commerce/geo.ts';
import { ZERO } from '../../commerce/money.ts';
import { postalCode, postalCodeIn, readablePostalCode } from '../../commerce/postal-code.ts';
import { asksFor, type Zone, zoneAt } from '../../commerce/zone.ts';
import { findZone } from '../../commerce/zone-search.ts';
import { cleanLine } from '../clean.ts';
import type { Choice } from '../menu.ts';
import { notServed } from './districts.ts';
import { priced } from './prices.ts';
import { ask, misfit, money, note, say, type Turn } from './turn.ts';

/** Longest address and reference that are kept, in characters. */
const LONGEST_ADDRESS = 200;
/** Shortest address that can be found by a driver, in characters. */
const SHORTEST_ADDRESS = 6;
const MOST_CANDIDATES = 5;

type Home = Extract<CartDelivery, { readonly kind: 'home' }>;
type Found = Pick<Home, 'district' | 'postal' | 'pin'>;

function home(turn: Turn): Home {
  return turn.cart.delivery?.kind === 'home' ? turn.cart.delivery : { kind: 'home' };
}

function setHome(turn: Turn, delivery: Home): void {
  turn.cart = setDelivery(turn.cart, delivery);
  turn.pendingTouched = true;
}

/** What was asked with "where to?". */
export function takePlace(turn: Turn, text: string): void {
  const { delivery, country } = turn.files.shop;
  const asks = asksFor(delivery);
  const pin = asks.pin ? pointIn(text) : null;
  if (pin) return takePin(turn, pin);
  const found = findZone(delivery, text);
  if (found.kind === 'zone') return setZone(turn, found.zone, { district: found.district });
  if (found.kind === 'several') {
    return ask(turn, {
      rich: turn.wording.rich('ask.which_district'),
      choices: found.candidates.slice(0, MOST_CANDIDATES).map((candidate) => districtChoice(candidate.district)),
      pending: { slot: 'delivery.district' },
    });
  }
  const postal = asks.postal ? postalCodeIn(text, country) : null;
  if (postal === null) return takeUnknownPlace(turn, text);
  const zone = zoneAt(delivery, { postal });
  return zone ? setZone(turn, zone, { postal }) : leaveZone(turn, readablePostalCode(postal));
}

/** A placed order is brought to another place: the street of the one before is in none of it. */
function isElsewhere({ cart }: Turn, where: Found): boolean {
  const before = cart.amends && cart.delivery?.kind === 'home' ? cart.delivery : null;
  return before?.district !== undefined && 'district' in where && where.district !== before.district;
}

function withoutStreet(turn: Turn) {
  const { address: _address, reference: _reference, ...rest } = home(turn);
  return rest;
}

/** What was chosen of the zone before, and a pin in it, is not true of another one. */
function setZone(turn: Turn, zone: Zone, where: Found): void {
  const { zoneId, district: _district, postal: _postal, slot, pin, ...rest } = isElsewhere(turn, where) ? withoutStreet(turn) : home(turn);
  const kept = zoneId === zone.id ? { ...(slot && { slot }), ...(pin && { pin }) } : {};
  setHome(turn, { ...rest, ...kept, ...where, zoneId: zone.id });
  const fee = feeNow(turn);
  say(turn, turn.wording.rich('delivery.zone_noted', { district: placeName(where, zone.name), fee }));
}

function feeNow(turn: Turn): string {
  const quote = quoteDelivery(turn.files.shop, turn.cart.delivery, ZERO);
  const fee = turn.cart.lines.length > 0 ? priced(turn).delivery : quote.ok ? quote.fee : ZERO;
  return turn.cart.lines.length > 0 && fee === 0 ? turn.wording.plain('delivery.free') : money(turn, fee);
}

/** `demand`: how the place is recorded, where that is not what it is called. */
function leaveZone(turn: Turn, place: string, demand = place): void {
  const { address, reference } = home(turn);
  if (turn.cart.delivery?.kind === 'home')
    setHome(turn, { kind: 'home', ...(address !== undefined && { address }), ...(reference !== undefined && { reference }) });
  notServed(turn, place, demand);
}

/** Most words that the name of a place has ("San Juan de Lurigancho"); more is a sentence. */
const LONGEST_PLACE_WORDS = 5;

/** No place of ours: an address that came early, a place we do not reach, or no place at all. */
function takeUnknownPlace(turn: Turn, text: string): void {
  const hasLetters = /\p{L}{2}/u.test(text);
  if (hasLetters && /\d/.test(text)) return takeAddress(turn, text);
  const isName = hasLetters && text.trim().split(/\s+/).length <= LONGEST_PLACE_WORDS;
  if (!isName || !asksFor(turn.files.shop.delivery).district) return misfit(turn, turn.wording.rich('answer.unfit'));
  leaveZone(turn, text);
}

function districtChoice(district: string): Choice {
  return { label: district, commands: [{ do: 'answer', slot: 'delivery.district', value: { type: 'text', text: district } }] };
}

export function takeAddress(turn: Turn, text: string): void {
  const address = cleanLine(text, LONGEST_ADDRESS);
  if (isOnlyCode(turn, address)) return turn.conversation.pending?.slot.startsWith('delivery.') ? takePlace(turn, address) : undefined;
  if (address.length < SHORTEST_ADDRESS) return misfit(turn, turn.wording.rich('answer.address_short'));
  const elsewhere = otherDistrict(turn, address);
  if (elsewhere && !/\d/.test(address)) return setZone(turn, elsewhere.zone, { district: elsewhere.district });
  if (elsewhere) setZone(turn, elsewhere.zone, { district: elsewhere.district });
  const delivery = home(turn);
  setHome(turn, { ...delivery, address, ...(delivery.zoneId === undefined && placeIn(turn, address)) });
  note(turn, 'gave-address');
  say(turn, turn.wording.rich('delivery.address_noted', { address }));
  if (home(turn).zoneId === undefined) takeAskedDistrict(turn);
}

/** "¿Me lo mandan a Surco?", and then a street: nobody has to say it twice, and what is noted is told. */
function takeAskedDistrict(turn: Turn): void {
  const { askedDistrict } = turn.conversation;
  const found = askedDistrict === undefined ? null : findZone(turn.files.shop.delivery, askedDistrict);
  if (found?.kind === 'zone') setZone(turn, found.zone, { district: found.district });
}

const CALLED_CODE = /^(?:c\.?p\.?|cep|c[oó]digo postal|postal code|zip)[\s:.]*/i;

/** "CEP 01310-100" is where, and no address. */
function isOnlyCode(turn: Turn, address: string): boolean {
  const { delivery, country } = turn.files.shop;
  const code = postalCode(address.replace(CALLED_CODE, ''), country);
  return code !== null && code === postalCodeIn(address, country) && asksFor(delivery).postal;
}

/**
 * "Mejor a Belgrano", "Cabildo 2000, Belgrano": another district than she said before. Streets have the names of
 * districts, so in an address it counts only behind the number of the house.
 */
function otherDistrict(turn: Turn, address: string) {
  const { zoneId, district } = home(turn);
  const words = address.split(' ').length;
  const where = /\d/.test(address) ? address.replace(/^\D*\d+/, '') : words <= LONGEST_PLACE_WORDS ? address : '';
  const found = zoneId === undefined ? null : findZone(turn.files.shop.delivery, where);
  return found?.kind === 'zone' && found.district !== district ? found : null;
}

/** The zone that an address names by the way. */
function placeIn(turn: Turn, address: string): Pick<Home, 'district' | 'postal' | 'zoneId'> {
  const { delivery, country } = turn.files.shop;
  const found = findZone(delivery, address);
  if (found.kind === 'zone') return { district: found.district, zoneId: found.zone.id };
  const postal = asksFor(delivery).postal ? postalCodeIn(address, country) : null;
  const zone = postal === null ? null : zoneAt(delivery, { postal });
  return postal !== null && zone ? { postal, zoneId: zone.id } : {};
}

/** Half a kilometre to a kilometre: where demand is, not where somebody lives. */
const DECIMALS_OF_DEMAND = 2;

/** A pin is where to find her; where zones are drawn on the map and no other way was used, it is her zone as well. */
export function takePin(turn: Turn, { lat, lng }: Point): void {
  const pin = { lat, lng };
  const { delivery } = turn.files.shop;
  if (turn.cart.delivery?.kind === 'pickup') return misfit(turn, turn.wording.rich('delivery.pin_unneeded'));
  note(turn, 'gave-address');
  const asks = asksFor(delivery);
  const { district, postal } = home(turn);
  const decides = asks.pin && ((district === undefined && postal === undefined) || !zoneOfDelivery(delivery, turn.cart.delivery));
  const zone = decides ? zoneAt(delivery, { pin }) : null;
  if (zone) return setZone(turn, zone, { pin });
  if (decides && !asks.district && !asks.postal)
    return leaveZone(
      turn,
      turn.wording.plain('delivery.your_location'),
      [lat, lng].map((one) => one.toFixed(DECIMALS_OF_DEMAND)).join(', '),
    );
  setHome(turn, { ...home(turn), pin });
  say(turn, turn.wording.rich('delivery.pin_noted'));
}

export function takeReference(turn: Turn, text: string): void {
  setHome(turn, { ...home(turn), reference: cleanLine(text, LONGEST_ADDRESS) });
}
