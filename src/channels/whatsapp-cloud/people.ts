/**
 * Who is who on WhatsApp: a customer has an id of her own for every business (BSUID), a telephone, or both; those who
 * took a user name may come without a telephone. Some webhooks have one of the two only, so a conversation is found by
 * both: it begins by the telephone where there is one, and the shop is told of the id beside it, which counts where the
 * two lead to different people: telephones get new owners.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */

/** `CO.1047385771169864` */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
const PHONE = /^[1-9]\d{5,19}$/;

export interface Ids {
  readonly userId?: string | undefined;
  /** Digits, with the country and without "+". */
  readonly phone?: string | undefined;
}

/** Whose chat it is; null where she has neither id. The one id may stand where the other is expected. */
export function chatOf({ userId, phone }: Ids): { readonly chat: string; readonly knownAs?: string } | null {
  const known = userIdIn(userId) ?? userIdIn(phone);
  const chat = phoneIn(phone) ?? known;
  if (chat === null) return null;
  return { chat, ...(known !== null && known !== chat && { knownAs: known }) };
}

/** The id that stays hers, else her telephone; null where she has neither. */
export function lastingIdOf({ userId, phone }: Ids): string | null {
  return userIdIn(userId) ?? phoneIn(phone);
}

function userIdIn(text: string | undefined): string | null {
  return text !== undefined && USER_ID.test(text) ? text : null;
}

function phoneIn(text: string | undefined): string | null {
  return text !== undefined && PHONE.test(text) ? text : null;
}

/** How a message is addressed: an id in the place of a telephone is taken and never arrives. */
export function addressOf(chat: string): { readonly to: string } | { readonly recipient: string } {
  return USER_ID.test(chat) ? { recipient: chat } : { to: chat };
}
