/** The complaints book in the chat: what is known is not asked again, and what was written down is read back whole. */
import { type Complainant, type ComplaintKind, sheetNumber } from '../../commerce/complaint.ts';
import { readablePhone } from '../../commerce/phone.ts';
import type { Frame } from '../flow/flow.ts';
import { dayWords } from '../wording/dates.ts';
import { joinLines } from '../wording/wording.ts';
import { changeFrame } from './frames.ts';
import { restIfEmptyHanded, say, type Turn } from './turn.ts';

/** Her name and telephone, where the shop has them. */
export function beginComplaint(turn: Turn, frame: Frame): void {
  const { name = turn.cart.contact.name, phone = turn.cart.contact.phone } = turn.customer;
  const known = { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) };
  if (Object.keys(known).every((slot) => frame.slots[slot] !== undefined)) return;
  changeFrame(turn, (front) => ({ ...front, slots: { ...known, ...front.slots } }));
}

/** `kind`: what she said it is. */
export function fileComplaint(turn: Turn, { slots }: Frame, kind: ComplaintKind): void {
  const { wording, files } = turn;
  const { name = '', document = '', phone = '', address = '', email = '', detail = '', wanted = '' } = slots;
  const person: Complainant = { name, document, phone, address, email };
  const [newest] = turn.counter.orders();
  const complaint = turn.counter.fileComplaint({ kind, person, detail, wanted, ...(newest && { orderId: newest.id }) });
  restIfEmptyHanded(turn);
  const { timeZone } = files.shop;
  say(
    turn,
    joinLines([
      wording.rich(kind === 'claim' ? 'complaints.filed_claim' : 'complaints.filed_grievance', { sheet: sheetNumber(complaint, timeZone) }),
      wording.rich('complaints.copy_shop', { shop: files.shop.name, address: files.shop.address }),
      wording.rich('complaints.copy_person', { name, document, phone: readablePhone(phone), address }),
      ...(email === '' ? [] : [wording.rich('complaints.copy_email', { email })]),
      ...(newest ? [wording.rich('complaints.copy_order', { number: newest.number })] : []),
      wording.rich('complaints.copy_detail', { detail }),
      wording.rich('complaints.copy_wanted', { wanted }),
      wording.rich('complaints.due', { day: dayWords(wording, complaint.dueOn) }),
    ]),
  );
}
