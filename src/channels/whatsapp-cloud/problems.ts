/**
 * What the Graph API refuses, by its code: whether the message, the moment, the token or the account is at fault.
 * Only codes count; titles and details change, and details may repeat what somebody wrote.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */

export type Fault =
  /** The shop's token or its permissions: nothing leaves until somebody mends it. */
  | 'token'
  /** The shop's account or number: likewise. */
  | 'account'
  /** Too much at once, or something that passes by itself. */
  | 'moment'
  /** Too much at once for this customer. */
  | 'pair'
  /** The customer wrote too long ago. */
  | 'window'
  /** Nobody is there, or she cannot be written to. */
  | 'nobody'
  /** The file that was uploaded before is not there any more. */
  | 'file'
  /** This message, as it is. */
  | 'message';

interface Known {
  readonly fault: Fault;
  readonly words: string;
}

const KNOWN: Readonly<Record<number, Known>> = {
  0: { fault: 'token', words: 'the access token is not valid' },
  3: { fault: 'token', words: 'the token may not send messages' },
  10: { fault: 'token', words: 'the token may not send messages' },
  190: { fault: 'token', words: 'the access token is not valid or has expired' },
  1: { fault: 'moment', words: 'a passing fault at WhatsApp' },
  2: { fault: 'moment', words: 'a passing fault at WhatsApp' },
  4: { fault: 'moment', words: 'too many calls of the app' },
  80007: { fault: 'moment', words: 'too many calls of the account' },
  130429: { fault: 'moment', words: 'too many messages of the number' },
  131000: { fault: 'moment', words: 'a passing fault at WhatsApp' },
  131016: { fault: 'moment', words: 'WhatsApp is overloaded' },
  131057: { fault: 'moment', words: 'the account is under maintenance' },
  133004: { fault: 'moment', words: 'a passing fault at WhatsApp' },
  131056: { fault: 'pair', words: 'too many messages to this customer' },
  131047: { fault: 'window', words: 'the customer wrote more than 24 hours ago' },
  131026: { fault: 'nobody', words: 'the message cannot be delivered to this number' },
  131030: { fault: 'message', words: 'a test number only reaches numbers on its list' },
  131031: { fault: 'account', words: 'the account is locked' },
  131037: { fault: 'account', words: 'the display name of the number is not approved' },
  131042: { fault: 'account', words: 'the account has a payment problem' },
  131045: { fault: 'account', words: 'the number is not registered' },
  133010: { fault: 'account', words: 'the number is not registered' },
  133016: { fault: 'account', words: 'the number was registered too often' },
  368: { fault: 'account', words: 'the account is blocked for breaking a policy' },
  33: { fault: 'account', words: 'the number of the shop does not exist any more' },
  130472: { fault: 'message', words: 'WhatsApp did not deliver it, as part of an experiment' },
  130497: { fault: 'message', words: 'the account may not write to this country' },
  131048: { fault: 'message', words: 'too many messages were marked as spam' },
  131049: { fault: 'message', words: 'WhatsApp did not deliver it, to spare the customer' },
  131050: { fault: 'message', words: 'the customer wants no advertising' },
  131051: { fault: 'message', words: 'this kind of message is not supported' },
  131062: { fault: 'message', words: 'this kind of message needs a telephone number' },
  131064: { fault: 'account', words: 'the limit of the account is reached' },
  132000: { fault: 'message', words: 'the template does not have the two places that the shop fills' },
  132001: { fault: 'message', words: 'there is no such template in this language, or it is not approved yet' },
  132005: { fault: 'message', words: 'what is new is too long for the template' },
  132007: { fault: 'message', words: 'the template breaks a policy' },
  132012: { fault: 'message', words: 'the template does not have the two places that the shop fills' },
  132015: { fault: 'message', words: 'the template is paused' },
  132016: { fault: 'message', words: 'the template is disabled' },
  131052: { fault: 'file', words: 'a file could not be fetched' },
  131053: { fault: 'file', words: 'a file could not be taken' },
  131008: { fault: 'message', words: 'a parameter is missing' },
  131009: { fault: 'message', words: 'a parameter is not valid' },
  100: { fault: 'message', words: 'a parameter is not valid' },
};

/** Permissions: https://developers.facebook.com/docs/graph-api/guides/error-handling */
const FIRST_PERMISSION = 200;
const LAST_PERMISSION = 299;

export interface Meaning {
  readonly fault: Fault;
  /** For the seller and the log; nothing that a person wrote. */
  readonly words: string;
}

/** @param status of the answer, which counts where the code is not known; null where it came in a status of a message. */
export function meaningOf(code: number, status: number | null): Meaning {
  const known = KNOWN[code];
  if (known) return { fault: known.fault, words: `${known.words} (${code})` };
  if (code >= FIRST_PERMISSION && code <= LAST_PERMISSION) return { fault: 'token', words: `the token lacks a permission (${code})` };
  return { fault: faultOf(status), words: `WhatsApp refused it (${code})` };
}

function faultOf(status: number | null): Fault {
  if (status === 401 || status === 403) return 'token';
  return status === 429 || status === 408 || (status !== null && status >= 500) ? 'moment' : 'message';
}
