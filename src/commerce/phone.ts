/**
 * One phone, one key: the forms in which a customer, a channel or a form write the same number become
 * the same digits, so that a person is known again. The form that is needed for sending is kept by the
 * channel; the key is for comparing, showing and calling.
 */
import { type CountryCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Longest text that is looked at, in characters: "mi número es el 987 654 321", not a letter. */
const LONGEST = 120;
/** Digits from which a number may begin with a country code although no plus says so: Peru's are 51 and 9 more. */
const DIGITS_WITH_COUNTRY = 11;

/**
 * Digits with country code ("51987654321"); null where there is no phone in the text, or more than one.
 * `country`: ISO 3166-1 alpha-2, for numbers written as at home. Argentina's 9 and Mexico's 1 of mobile
 * numbers are left out, Brazil's ninth digit is put in (S88): networks and people write them both ways.
 */
export function phoneKey(text: string, country: string): string | null {
  const [written, another] = text.length > LONGEST ? [] : (text.match(/[+(]?\d[\d\s().\-/]{4,}\d/g) ?? []);
  if (written === undefined || another !== undefined) return null;
  const digits = written.replace(/\D/g, '');
  const forms = digits.length >= DIGITS_WITH_COUNTRY ? [written, `+${digits}`] : [written];
  for (const form of forms) {
    const key = keyOf(withoutMexicanOne(form, country), country);
    if (key !== null) return key;
  }
  return null;
}

export function isPhone(text: string, country: string): boolean {
  return phoneKey(text, country) !== null;
}

/** A key as people read it: "+51 987 654 321". What is no key stays as it is. */
export function readablePhone(key: string): string {
  if (!/^\d+$/.test(key)) return key;
  return parsePhoneNumberFromString(`+${key}`, { extract: false })?.formatInternational() ?? key;
}

/** "+52 1 55…" is how mobiles were dialled until 2019 and how WhatsApp still names them; the library calls it invalid. */
function withoutMexicanOne(text: string, country: string): string {
  const digits = text.replace(/\D/g, '');
  const isMexican = /^521\d{10}$/.test(digits) && (text.trim().startsWith('+') || country === 'MX');
  return isMexican ? `+52${digits.slice(3)}` : text;
}

function keyOf(text: string, country: string): string | null {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, home ? { defaultCountry: home, extract: false } : { extract: false });
  return number?.isValid() ? `${number.countryCallingCode}${nationalOf(number)}` : null;
}

function nationalOf({ countryCallingCode, nationalNumber }: PhoneNumber): string {
  if (countryCallingCode === '54') return nationalNumber.replace(/^9(?=\d{10}$)/, '');
  if (countryCallingCode === '55') return nationalNumber.replace(/^(\d{2})([6-9]\d{7})$/, '$19$2');
  return nationalNumber;
}
