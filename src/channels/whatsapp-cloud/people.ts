/**
 * Who is who on WhatsApp: a customer has an id of her own for every business (BSUID), a telephone, or both; those who
 * took a user name may come without a telephone. The id comes first, because it stays when the telephone is withheld.
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

/**
 * The chat of somebody; null where she has neither id. Whoever is known by her telephone only stays there, so that a
 * conversation goes on when her other id shows up.
 */
export function chatOf({ userId, phone }: Ids, isKnown: (chat: string) => boolean): string | null {
  const byId = userId !== undefined && USER_ID.test(userId) ? userId : null;
  const byPhone = phone !== undefined && PHONE.test(phone) ? phone : null;
  if (byId === null || byPhone === null) return byId ?? byPhone;
  return !isKnown(byId) && isKnown(byPhone) ? byPhone : byId;
}

/** How a message is addressed: an id in the place of a telephone is taken and never arrives. */
export function addressOf(chat: string): { readonly to: string } | { readonly recipient: string } {
  return USER_ID.test(chat) ? { recipient: chat } : { to: chat };
}
