/**
 * Names of people as they are in the profile of an app: made up for other people's screens ("🌸 María José 🌸", "M.",
 * "la reina"), and sometimes a name that a parcel can be handed over to.
 */

/** All that is no letter of a name. */
const DECORATION = /[^\p{L}\p{M}\s'’.-]+/gu;
const NAME_WORD = /\p{L}[\p{L}\p{M}'’-]/u;

export interface ProfileName {
  readonly name: string;
  /** First name and surname, as far as anybody can tell: she is not asked for it. */
  readonly isWhole: boolean;
}

/** null where there is no name in it. */
export function nameInProfile(profile: string): ProfileName | null {
  const name = profile.replace(DECORATION, ' ').replace(/\s+/gu, ' ').trim();
  const words = name.split(' ').filter((word) => NAME_WORD.test(word));
  return words.length === 0 ? null : { name, isWhole: words.length > 1 };
}
