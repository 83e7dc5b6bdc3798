/**
 * Who was erased: in orders and facts, which are kept for their numbers, a token stands where her id was. All
 * that was hers has the same one, so that two orders are still of one person, and nobody can say of whom.
 */
const ERASED = 'erased-';

export const erasedToken = (random: string): string => `${ERASED}${random}`;

/** `id`: of a customer or a conversation. */
export const isErased = (id: string): boolean => id.startsWith(ERASED);
